"""How far a build is."""

import io

from data_access.building.loading.progress import CHECK, DERIVE, INSPECT, LOAD, PARTS, Meter, Terminal


class Clock:
    """A clock that stands until it is set."""

    now = 0.0

    def __call__(self):
        return self.now


def test_the_share_of_the_whole_grows_from_stage_to_stage():
    shares = []
    meter = Meter(lambda share, message: shares.append(share), Clock())
    for stage in (INSPECT, LOAD, DERIVE, CHECK):
        for share in (0.0, 0.5, 1.0):
            meter.at(stage, share, "x")
    assert shares == sorted(shares)
    assert shares[0] == 0 and round(shares[-1], 9) == 1


def test_rows_and_seconds_left_are_told_once_they_mean_something():
    told, clock = [], Clock()
    meter = Meter(lambda share, message: told.append((round(share, 2), message)), clock)
    meter.at(INSPECT, 0.5, "lb.csv")
    meter.add_rows(1_250_000)
    clock.now = 7.0
    meter.at(LOAD, 0.5, "lb.csv")
    share = PARTS[INSPECT] + PARTS[LOAD] / 2
    left = round(7 * (1 - share) / share)
    assert told == [(0.01, "lb.csv"), (round(share, 2), f"lb.csv, 1,250,000 rows, {left} s left")]


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self):
        return True


def test_short_work_says_nothing():
    clock, stream = Clock(), io.StringIO()
    terminal = Terminal(stream, clock)
    clock.now = 1.9
    terminal(0.9, "lb.csv")
    terminal.end()
    assert stream.getvalue() == ""


def test_a_terminal_renews_one_line():
    clock, stream = Clock(), Screen()
    terminal = Terminal(stream, clock)
    for clock.now, message in [(3.0, "a long message"), (3.1, "too soon"), (4.0, "short")]:
        terminal(0.5, message)
    terminal.end()
    assert stream.getvalue() == "\r 50% a long message\r 50% short         \n"


def test_a_log_gets_a_line_now_and_then():
    clock, stream = Clock(), io.StringIO()
    terminal = Terminal(stream, clock)
    for second in range(30):
        clock.now = float(second)
        terminal(second / 30, f"row {second}")
    assert [line.split()[-1] for line in stream.getvalue().splitlines()] == ["10", "20"]
