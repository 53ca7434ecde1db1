/** A chart as one of several of its kind beside each other: each names itself, and all have the axes of the highest. */
export interface Panel {
  /** Names the chart in the URL and in downloaded files; different for each of the panels. */
  readonly id: string;
  readonly title: string;
  /** Highest share among all panels; an axis that always runs to 1 needs none. */
  readonly highest: number;
}
