"""Charts: plain values in, two inline drawings and their alt text out.

The only room that knows Altair and vl-convert. A kind of chart is one file with one class: it gives a `Sketch` for a
`Size`, its alt text and its way to write money (`drawing.Chart`), and `drawing.draw` does the rest (render, tidy, both
widths). `TwoWay`, `BalanceBars` and `RankedBars` are the kinds; `frame.figure` sets a drawing in its frame.
"""
