// What charts are drawn with: half of the script of a page with charts. Only `ChartFrame` loads it, when a drawing has its
// turn, so that a page can be read and used before; charts import nothing from recharts but types.
export {
  Area,
  Bar,
  BarChart,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  LabelList,
  Line,
  LineChart,
  ReferenceLine,
  Scatter,
  ScatterChart,
  XAxis,
  YAxis,
} from 'recharts';
