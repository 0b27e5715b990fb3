"""Charts: plain values in, two inline drawings and their alt text out.

The only room that knows Altair and vl-convert. A kind of chart is one file: it turns values into a `Sketch` for a given
`Size`, and `drawing.draw` does the rest (render, tidy, both widths). `two_way`, `balance_bars` and `ranked_bars` are
the kinds; `frame.figure` sets a drawing in its frame.
"""
