import { widthOf } from '../../lib/evidence/drawing/text';

/** The place that something takes in a drawing. */
export interface Box {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const TEXT =
  /<text x="([\d.-]+)" y="([\d.-]+)" font-size="([\d.]+)"( font-weight="bold")?( text-anchor="middle")? fill="#[0-9a-f]{6}">([^<]*)<\/text>/g;
const SIGNS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** Boxes of every text of a drawing, as wide as in the widest font. Throws where a text is written in a way that this cannot read. */
export const textBoxes = (svg: string): readonly Box[] => {
  const found = [...svg.matchAll(TEXT)];
  if (found.length !== svg.split('<text').length - 1) throw new Error('A text of the drawing is not read.');
  return found.map(([, x, y, size, bold, middle, escaped = '']) => {
    const text = escaped.replace(/&[^;]+;/g, (sign) => SIGNS[sign] ?? sign);
    const wide = widthOf(text, { size: Number(size), bold: bold !== undefined });
    const left = Number(x) - (middle === undefined ? 0 : wide / 2);
    return {
      text,
      left,
      right: left + wide,
      top: Number(y) - Number(size) * 0.8,
      bottom: Number(y) + Number(size) * 0.22,
    };
  });
};

/** Pairs of boxes that share more than a hair. */
export const overlaps = (boxes: readonly Box[]): readonly (readonly [string, string])[] => {
  const sorted = [...boxes].sort((a, b) => a.top - b.top);
  return sorted.flatMap((one, at) => {
    const pairs: [string, string][] = [];
    for (let next = at + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || other.top >= one.bottom - 0.1) break;
      if (other.left < one.right - 0.1 && one.left < other.right - 0.1) pairs.push([one.text, other.text]);
    }
    return pairs;
  });
};

/** Boxes that are not wholly inside of the drawing. */
export const outside = (svg: string, boxes: readonly Box[]): readonly Box[] => {
  const [, width = 0, height = 0] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number);
  return boxes.filter(({ left, top, right, bottom }) => left < 0 || top < 0 || right > width || bottom > height);
};
