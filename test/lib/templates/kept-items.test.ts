import { accessMatrix } from '../../../lib/evidence/access-matrix';
import { KEPT_ITEMS } from '../../../lib/evidence/kept-items';
import { projectWorkspace, synthesiseStage } from '../../support/templates/synthesise';

describe('the record of what tables keep', () => {
  it('knows every partition key that a role of prod may touch', () => {
    const made = synthesiseStage('prod');
    const templates = { ...made, launchQualifier: made.settings.launchQualifier };
    const { permissions } = accessMatrix(templates, projectWorkspace().access, '2026-11-23');
    const touched = permissions
      .filter(({ resource }) => KEPT_ITEMS.some(({ store }) => store === resource))
      .flatMap(({ resource, limits = [] }) => limits.map((limit) => ({ resource, limit })));
    expect(touched.length).toBeGreaterThan(50);
    const undescribed = touched.filter(
      ({ resource, limit }) =>
        !KEPT_ITEMS.some(({ store, keys }) => store === resource && keys.some((key) => limit.startsWith(key))),
    );
    expect([...new Set(undescribed.map(({ resource, limit }) => `${resource} ${limit}`))]).toEqual([]);
  });
});
