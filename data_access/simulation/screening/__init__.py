"""Before randomisation: `candidates`, the gates of the record (`record_gates`), `enrolment`."""
