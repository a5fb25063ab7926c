/**
 * Where the SDK finds credentials inside a function: the environment, and nowhere else. The build puts this in the place of
 * the SDK's default chain, which would also look at profiles, single sign-on and metadata services: 130 KB that a function
 * never needs, and doors that it should not knock at.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
