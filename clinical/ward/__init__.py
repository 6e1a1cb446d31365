"""What a ward wants to hear of: display thresholds and the kinds of news, most urgent first.

thresholds   from which value a figure is marked amber or red, each with its source
news         the kinds of events shown as news, in order of urgency
"""
