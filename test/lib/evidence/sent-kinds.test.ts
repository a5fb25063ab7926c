import { kindsFromSource, kindsFromVendor } from '../../../lib/evidence/sent-kinds';
import { shippedWorkspace } from '../../support/shipped-platform';

const workspace = shippedWorkspace();
const vendor = (name: string) => {
  const found = workspace.vendors.find((one) => one.vendor === name);
  if (found === undefined) throw new Error(`There is no vendor ${name}.`);
  return found;
};

describe('kindsFromSource', () => {
  it('has what events declare, what identifies people, and behaviour', () => {
    expect(kindsFromSource('till', workspace)).toEqual(
      expect.arrayContaining(['address', 'behaviour', 'email', 'loyalty', 'name']),
    );
  });

  it('leaves out what only another source may send', () => {
    const catalog = workspace.catalog.map((event) => ({ ...event, sources: ['crm'] }));
    expect(kindsFromSource('till', { catalog, identity: { ...workspace.identity, types: [] } })).toEqual(['behaviour']);
    expect(kindsFromSource('crm', { ...workspace, catalog }).length).toBeGreaterThan(5);
  });
});

describe('kindsFromVendor', () => {
  it('has no more than a mapping takes from a webhook', () => {
    expect(kindsFromVendor(vendor('shopify'), workspace)).toEqual(['behaviour', 'email', 'phone']);
  });

  it('has what an event declares and all that can say whom it concerns, where a vendor sends it by name', () => {
    expect(kindsFromVendor(vendor('chirp'), workspace)).toEqual(expect.arrayContaining(['social', 'text', 'user']));
    expect(kindsFromVendor(vendor('mailhub'), workspace)).not.toContain('text');
  });
});
