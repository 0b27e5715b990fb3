"""Charts: plain values in, two inline drawings and their alt text out.

The only room that knows Altair and vl-convert. A kind of chart is one file of `kinds` with one class, which gives a `Sketch`
for a `Size` and its alt text (`drawing.Chart`); `drawing.draw` does the rest: render, tidy, both widths. `once.Once` does
it once and keeps it; `frame.figure` sets a drawing in its frame and `poster` makes an image of it.
"""
