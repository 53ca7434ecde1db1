import type { ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import { SourcePlacer, type MarkdownNode } from './markdown-places';
import { MarkedText, type MarkLook } from './marked-text';
import styles from './markdown-text.module.css';
import type { TextMarks } from './text-marks';

/**
 * Syntax that is not read, so that every character of a log stays visible and in its place: markup and images stay text,
 * definitions of links are not swallowed, indents make no code, a line of dashes makes no heading.
 */
const NOT_READ = [
  'htmlFlow',
  'htmlText',
  'labelStartImage',
  'definition',
  'codeIndented',
  'setextUnderline',
  'characterReference',
];

/** What a plugin of the parser is called on. */
interface Processor {
  data(): object;
}

function readAsLog(this: Processor): void {
  const data: { micromarkExtensions?: unknown[] } = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: NOT_READ } }];
}

interface WithChildren {
  readonly children?: ReactNode;
}

/** Headings of a log are no headings of the page: its outline would no longer be in order. */
function Heading({ children }: WithChildren) {
  return <p className={styles.heading}>{children}</p>;
}

function Link({ children }: WithChildren) {
  return <span className={styles.link}>{children}</span>;
}

function Address({ children }: WithChildren) {
  return <small className={styles.address}>{children}</small>;
}

function componentsFor(marks: TextMarks, look: MarkLook): Components {
  return {
    h1: Heading,
    h2: Heading,
    h3: Heading,
    h4: Heading,
    h5: Heading,
    h6: Heading,
    a: Link,
    img: () => null,
    small: Address,
    span: ({ node }) => {
      const { start, end } = node?.properties ?? {};
      if (typeof start !== 'number' || typeof end !== 'number') return null;
      return <MarkedText segments={marks.segments(start, end)} look={look} />;
    },
  };
}

/**
 * A text of a log with its markdown laid out and its marks where they belong. No markup of it runs, no image is fetched,
 * no link can be followed.
 *
 * @param text the whole text of the span, to which the marks refer
 * @returns null where the text cannot be laid out (nested to death): it is then shown as it is
 */
export function renderMarkdown(text: string, marks: TextMarks, look: MarkLook): ReactNode {
  const placer = new SourcePlacer(text, (start, end) => marks.hasMarks(start, end));
  const placeTexts = () => (tree: MarkdownNode) => {
    placer.placeInPlace(tree);
  };
  try {
    return Markdown({
      children: text,
      remarkPlugins: [readAsLog],
      rehypePlugins: [placeTexts],
      components: componentsFor(marks, look),
      urlTransform: () => null,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
