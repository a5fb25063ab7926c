import fc from 'fast-check';
import { dataFlowSheets, dataFlowSvg } from '../../../../lib/evidence/data-flow-svg';
import { lanesOf, waysIn } from '../../../../lib/evidence/drawing/lanes';
import { waysOf } from '../../../../lib/evidence/drawing/rooms';
import { anyFlow } from '../../../support/flows';
import { outside, overlaps, textBoxes } from '../../../support/svg-texts';

const RUNS = { numRuns: 60 };

describe('a drawing of any data flow', () => {
  it('has no two texts over each other, and none outside of it', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        for (const svg of [dataFlowSvg(flow, 'A way'), ...dataFlowSheets(flow, 'A way')]) {
          const boxes = textBoxes(svg);
          expect(overlaps(boxes)).toEqual([]);
          expect(outside(svg, boxes)).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('shows every way, and has a lane for every function', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const lanes = lanesOf(flow).groups.flatMap((group) => group.lanes);
        const shown = lanes.flatMap((lane) => waysIn(lane).map(({ edge }) => edge));
        expect(new Set(shown)).toEqual(new Set(waysOf(flow).map(({ edge }) => edge)));
        const functions = flow.nodes.filter(({ kind }) => kind === 'function');
        expect(lanes.map(({ node }) => node)).toEqual(expect.arrayContaining(functions));
        expect(new Set(lanes.map(({ node }) => node)).size).toBe(lanes.length);
      }),
      RUNS,
    );
  });

  it('is the same bytes each time', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => dataFlowSvg(flow, 'A way') === dataFlowSvg(structuredClone(flow), 'A way')),
      RUNS,
    );
  });

  it('leaves no letter of a name out', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const written = textBoxes(dataFlowSvg(flow, 'A way'))
          .map(({ text }) => text)
          .join('')
          .replaceAll(' ', '');
        for (const { name, kind } of flow.nodes) {
          if (kind === 'function' || kind === 'store') expect(written).toContain(name.replaceAll(' ', ''));
        }
      }),
      RUNS,
    );
  });
});
