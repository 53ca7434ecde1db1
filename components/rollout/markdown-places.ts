/** A node of the tree that markdown becomes, as far as it is looked at here. */
export interface MarkdownNode {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: MarkdownNode[];
  position?: { start: { offset?: number | undefined }; end: { offset?: number | undefined } } | undefined;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Deeper nesting is no text but an attack on whoever lays it out. */
const DEEPEST = 40;
const BLOCKS: ReadonlySet<string> = new Set(['p', 'li', 'pre', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const FENCE = /^(?:`{3,}|~{3,})/;

/** An element that stands for the source from `start` to `end`; whoever draws it cuts the marks out of there. */
function sourceNode({ start, end }: Place): MarkdownNode {
  return { type: 'element', tagName: 'span', properties: { start, end }, children: [] };
}

function placeOf(node: MarkdownNode): Place | null {
  const { start, end } = node.position ?? {};
  return start?.offset === undefined || end?.offset === undefined ? null : { start: start.offset, end: end.offset };
}

/** Line feeds between blocks are the layout's, not the text's. */
function isLayout(node: MarkdownNode): boolean {
  return placeOf(node) === null && (node.value ?? '').trim() === '';
}

/** Where the content of a code element begins: behind its fence and the line of its language, or behind its backticks. */
function codeStart(source: string, { start, end }: Place): number {
  const written = source.slice(start, end);
  if (!FENCE.test(written)) return start + (/^`*/.exec(written)?.[0].length ?? 0);
  const line = written.indexOf('\n');
  return line === -1 ? end : start + line + 1;
}

/**
 * The places in the source of each line of a text: markdown takes indents and quote marks away at their beginning.
 *
 * @returns null where the source says it in other letters (escapes), so that nothing can be marked by offset
 */
function linePlaces(source: string, value: string, { start, end }: Place): readonly Place[] | null {
  const places: Place[] = [];
  let position = start;
  for (const line of value.replace(/\n$/, '').split('\n')) {
    const at = source.indexOf(line, position);
    if (at === -1 || at + line.length > end || /[^\s>`]/.test(source.slice(position, at))) return null;
    places.push({ start: at, end: at + line.length });
    position = at + line.length;
  }
  return places;
}

/** Replaces the texts of a tree by nodes that know their place in the source. */
export class SourcePlacer {
  readonly #source: string;
  /** Whether marks stand between two offsets: where not, a text that has no place of its own may stay as it is. */
  readonly #hasMarks: (start: number, end: number) => boolean;

  constructor(source: string, hasMarks: (start: number, end: number) => boolean) {
    this.#source = source;
    this.#hasMarks = hasMarks;
  }

  /**
   * A block in which a text has no place in the source, although something is marked there, becomes its source.
   *
   * @throws RangeError for a tree deeper than 40
   */
  placeInPlace(node: MarkdownNode, depth = 0): boolean {
    if (depth > DEEPEST) throw new RangeError(`markdown nested deeper than ${DEEPEST}`);
    const isWhole = this.#placeChildrenInPlace(node, depth);
    if (node.tagName === 'a') this.#showAddressInPlace(node);
    if (node.tagName === 'pre') this.#showLanguageInPlace(node);
    const own = placeOf(node);
    if (isWhole || own === null || !BLOCKS.has(node.tagName ?? '')) return isWhole;
    node.children = [sourceNode(own)];
    return true;
  }

  #placeChildrenInPlace(node: MarkdownNode, depth: number): boolean {
    const placed: MarkdownNode[] = [];
    let isWhole = true;
    for (const child of node.children ?? []) {
      if (child.type !== 'text') {
        isWhole = this.placeInPlace(child, depth + 1) && isWhole;
        placed.push(child);
      } else if (!isLayout(child)) {
        isWhole = this.#placeTextInPlace(child, node, placed) && isWhole;
      }
    }
    node.children = placed;
    return isWhole;
  }

  /** Adds a text to the children of its parent; false where it has no place although marks stand there. */
  #placeTextInPlace(node: MarkdownNode, parent: MarkdownNode, placed: MarkdownNode[]): boolean {
    const own = placeOf(node) ?? placeOf(parent);
    const isCode = parent.tagName === 'code';
    const within = own !== null && isCode ? { start: codeStart(this.#source, own), end: own.end } : own;
    const places = within === null ? null : linePlaces(this.#source, node.value ?? '', within);
    if (places === null) {
      placed.push(node);
      return own === null || !this.#hasMarks(own.start, own.end);
    }
    for (const [index, place] of places.entries()) {
      if (index > 0) placed.push({ type: 'text', value: '\n' });
      if (place.start < place.end) placed.push(sourceNode(place));
    }
    return true;
  }

  /** The address of a link, as it is written, behind its words: no link of a log is ever followed. */
  #showAddressInPlace(node: MarkdownNode): void {
    const own = placeOf(node);
    if (own === null) return;
    const at = this.#source.slice(own.start, own.end).lastIndexOf('](');
    if (at === -1) return;
    const address = sourceNode({ start: own.start + at + 2, end: own.end - 1 });
    node.children?.push({ type: 'element', tagName: 'small', properties: {}, children: [address] });
  }

  /** What stands behind the fence of a code block: its language, as a rule, but a log may write anything there. */
  #showLanguageInPlace(node: MarkdownNode): void {
    const own = placeOf(node);
    if (own === null) return;
    const [line = ''] = this.#source.slice(own.start, own.end).split('\n', 1);
    const fence = FENCE.exec(line)?.[0].length ?? 0;
    if (fence === 0 || line.slice(fence).trim() === '') return;
    const language = sourceNode({ start: own.start + fence, end: own.start + line.length });
    const label = { type: 'element', tagName: 'small', properties: {}, children: [language] };
    node.children = [label, { type: 'text', value: '\n' }, ...(node.children ?? [])];
  }
}
