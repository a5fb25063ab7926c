import type { LaunchDefinition, Ledger } from '../../contracts/decision';
import type { LaunchDefinitions, LoadDefinition } from './ports/launches';
import type { DefinitionsOf } from './redemption';

interface MetDefinitionsDeps {
  readonly launchDefinitions: LaunchDefinitions;
  readonly loadDefinition: LoadDefinition;
}

/**
 * Definitions of the launches in a ledger: the one that held at the first contact, whose goal is the one that counts, then the
 * one in force. A definition that is gone is left out.
 */
export const createLoadMetDefinitions =
  ({ launchDefinitions, loadDefinition }: MetDefinitionsDeps) =>
  async ({ exposures }: Ledger): Promise<DefinitionsOf> => {
    const inForce = new Map((await launchDefinitions()).map((definition) => [definition.launch, definition]));
    const met = new Map<string, LaunchDefinition>();
    for (const [launch, { definitionHash }] of Object.entries(exposures)) {
      if (definitionHash === undefined || definitionHash === inForce.get(launch)?.hash) continue;
      const before = await loadDefinition(launch, definitionHash);
      if (before !== undefined) met.set(launch, before);
    }
    return (launch) => [met.get(launch), inForce.get(launch)].filter((one) => one !== undefined);
  };
