import { wrapText } from './wrap-text';
import { plainColour } from './plain-colour';

/** A colour of a chart, as CSS, and what it means. */
export interface ColourKey {
  readonly label: string;
  readonly colour: string;
  /** The dash pattern of a line that the colour alone does not tell apart. */
  readonly dash?: string;
}

/** What is written around a downloaded chart, so that the picture explains itself. */
interface Caption {
  readonly title: string;
  readonly basis: string;
  /** What it was computed from and how; empty where nothing says so. */
  readonly provenance: string;
  readonly fileName: string;
  /** What each colour means. */
  readonly colourKey: readonly ColourKey[];
}

const INLINED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
] as const;
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
const EDGE_PX = 8;
/** An average letter of a sans-serif font, as a part of the font's size; on the wide side, so that no line is cut off. */
const LETTER_OF_SIZE = 0.56;
const KEY_HEIGHT_PX = 20;
const KEY_LETTER_PX = 6;
const PIXELS_PER_UNIT = 2;

function inlineStyles(from: Element, to: Element): void {
  const computed = getComputedStyle(from);
  for (const property of INLINED) to.setAttribute(property, plainColour(computed.getPropertyValue(property)));
  for (const name of ['class', 'style', 'href', 'tabindex', 'data-tip']) to.removeAttribute(name);
  [...from.children].forEach((child, index) => {
    const copy = to.children[index];
    if (copy !== undefined) inlineStyles(child, copy);
  });
}

function textLine(text: string, y: number, size: number, fill: string): SVGTextElement {
  const line = document.createElementNS(SVG_NAMESPACE, 'text');
  const attributes = { x: '8', y: String(y), 'font-size': String(size), 'font-family': 'sans-serif', fill };
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value);
  line.textContent = text;
  return line;
}

/** The sign of a colour: a square, or a piece of line where dashes matter. */
function sample(look: Pick<ColourKey, 'dash'>, colour: string, { x, y }: { readonly x: number; readonly y: number }) {
  const isLine = look.dash !== undefined;
  const sign = document.createElementNS(SVG_NAMESPACE, isLine ? 'line' : 'rect');
  const attributes = isLine
    ? {
        x1: x - 4,
        x2: x + 12,
        y1: y - 4,
        y2: y - 4,
        stroke: colour,
        'stroke-width': 2,
        'stroke-dasharray': look.dash ?? '',
      }
    : { x, y: y - 9, width: 10, height: 10, fill: colour };
  for (const [name, value] of Object.entries(attributes)) sign.setAttribute(name, String(value));
  return sign;
}

/** Where each label of a key stands: as many in a line as its width holds. */
function placeKey(key: readonly ColourKey[], width: number) {
  let x = 8;
  let line = 0;
  const places = key.map(({ label }) => {
    const room = 34 + label.length * KEY_LETTER_PX;
    if (x > 8 && x + room > width) {
      x = 8;
      line += 1;
    }
    const place = { x, line };
    x += room;
    return place;
  });
  return { places, lines: key.length === 0 ? 0 : line + 1 };
}

/** Title, basis and provenance in as many lines as the width asks for. */
function captionLines({ title, basis, provenance }: Caption, width: number, page: CSSStyleDeclaration) {
  const group = document.createElementNS(SVG_NAMESPACE, 'g');
  let y = 2;
  for (const [text, size, colour] of [
    [title, 14, '--text'],
    [basis, 10, '--text-muted'],
    [provenance, 9, '--text-muted'],
  ] as const) {
    for (const line of wrapText(text, width - 2 * EDGE_PX, size * LETTER_OF_SIZE)) {
      y += Math.ceil(size * 1.35);
      group.append(textLine(line, y, size, page.getPropertyValue(colour).trim()));
    }
  }
  return { group, height: y + 10 };
}

interface KeyPlace {
  readonly width: number;
  readonly top: number;
}

/** The colours of the chart and their meaning. Colours are resolved, since a picture has no theme. */
function colourLines(key: readonly ColourKey[], { width, top }: KeyPlace, text: string): SVGGElement {
  const lines = document.createElementNS(SVG_NAMESPACE, 'g');
  const probe = document.createElement('span');
  document.body.append(probe);
  const { places } = placeKey(key, width);
  key.forEach((look, at) => {
    const { x, line } = places[at] ?? { x: 8, line: 0 };
    const y = top + 8 + line * KEY_HEIGHT_PX;
    probe.style.color = look.colour;
    const words = textLine(look.label, y, 10, text);
    words.setAttribute('x', String(x + 15));
    lines.append(sample(look, plainColour(getComputedStyle(probe).color), { x, y }), words);
  });
  probe.remove();
  return lines;
}

/** The chart as a picture that stands alone: colours resolved, on the page's surface, with its caption above. */
function standalone(svg: SVGSVGElement, caption: Caption) {
  const { width, height } = svg.getBoundingClientRect();
  const page = getComputedStyle(document.documentElement);
  const outer = document.createElementNS(SVG_NAMESPACE, 'svg');
  const words = captionLines(caption, width, page);
  const captionHeight = words.height + placeKey(caption.colourKey, width).lines * KEY_HEIGHT_PX;
  const fullHeight = height + captionHeight;
  outer.setAttribute('xmlns', SVG_NAMESPACE);
  outer.setAttribute('width', String(width));
  outer.setAttribute('height', String(fullHeight));
  const surface = document.createElementNS(SVG_NAMESPACE, 'rect');
  surface.setAttribute('width', '100%');
  surface.setAttribute('height', '100%');
  surface.setAttribute('fill', page.getPropertyValue('--surface').trim());
  const copy = document.createElementNS(SVG_NAMESPACE, 'g');
  copy.setAttribute('transform', `translate(0 ${captionHeight})`);
  const drawing = svg.cloneNode(true);
  copy.append(drawing);
  if (drawing instanceof Element) inlineStyles(svg, drawing);
  outer.append(
    surface,
    words.group,
    colourLines(caption.colourKey, { width, top: words.height }, page.getPropertyValue('--text').trim()),
    copy,
  );
  return { text: new XMLSerializer().serializeToString(outer), width, height: fullHeight };
}

function save(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function downloadText(text: string, fileName: string, type: string): void {
  save(new Blob([text], { type: `${type};charset=utf-8` }), fileName);
}

export function downloadSvg(svg: SVGSVGElement | null, caption: Caption): void {
  if (svg !== null) downloadText(standalone(svg, caption).text, `${caption.fileName}.svg`, 'image/svg+xml');
}

/** The chart as PNG at twice its size on the screen. */
export async function downloadPng(svg: SVGSVGElement | null, caption: Caption): Promise<void> {
  if (svg === null) return;
  const { text, width, height } = standalone(svg, caption);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * PIXELS_PER_UNIT);
  canvas.height = Math.ceil(height * PIXELS_PER_UNIT);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
  context.drawImage(image, 0, 0);
  canvas.toBlob((blob) => {
    if (blob !== null) save(blob, `${caption.fileName}.png`);
  });
}
