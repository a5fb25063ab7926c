import type { ApiIdentity } from './api-identity';
import type { BlockContext } from './block-context';
import type { ControlStore } from './control-store';
import type { EngagementStore } from './engagement-store';
import type { MarketingBus } from './marketing-bus';
import type { PiiVault } from './pii-vault';
import type { PlatformSecrets } from './platform-secrets';
import type { ProfileStore } from './profile-store';
import type { PublicApi } from './public-api';

/** What a stage has one of. A block that needs much of it picks what it may use; the rest it cannot reach. */
export interface SharedParts {
  readonly context: BlockContext;
  readonly bus: MarketingBus;
  readonly secrets: PlatformSecrets;
  readonly profiles: ProfileStore;
  readonly vault: PiiVault;
  readonly engagement: EngagementStore;
  readonly control: ControlStore;
  readonly api: PublicApi;
  readonly identity: ApiIdentity;
}
