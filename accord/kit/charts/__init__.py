"""Charts as SVG, drawn on the server. Each comes with a sentence for those who do not see it and the rows of its table."""

from accord.kit.charts.bars import Bar, bar_chart
from accord.kit.charts.dots import dot_chart
from accord.kit.charts.lines import Goal, Line, Panel, draw_lines, line_chart, sex_words, small_multiples, sparkline
from accord.kit.charts.map import MapClass, tile_map
from accord.kit.charts.pen import ChartPicture, Pen
from accord.kit.charts.rating import Judgement, gap, gap_words, rating
from accord.kit.charts.standalone import standalone

Picture = ChartPicture

__all__ = [
    "Bar",
    "ChartPicture",
    "Goal",
    "Judgement",
    "Line",
    "MapClass",
    "Panel",
    "Pen",
    "Picture",
    "bar_chart",
    "dot_chart",
    "draw_lines",
    "gap",
    "gap_words",
    "line_chart",
    "rating",
    "sex_words",
    "small_multiples",
    "sparkline",
    "standalone",
    "tile_map",
]
