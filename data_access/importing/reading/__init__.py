"""A hospital's file as a person sees it on the screen: rows of text, and what stands in a cell of them.

grid                                    one sheet or text file as rows of text, with what a reader cannot see in it
workbook, other_workbooks, text_file    grids from xlsx; from xls, xlsb and ods; from text
dates, results, ranges                  a cell as a moment, as a laboratory result, as a reference range
"""
