/**
 * Who runs a command, for the control rows and the trail: in a workflow of the forge the login of whoever set it off, the last time
 * it was, as `github:<login>`; else the user of the machine, which there would be the runner's. It is what the environment says of
 * itself: who held which credentials, CloudTrail knows.
 */
export const operatorName = (environment: (name: string) => string | undefined, machineUser: string): string => {
  if (environment('GITHUB_ACTIONS') !== 'true') return machineUser;
  const login = environment('GITHUB_TRIGGERING_ACTOR') || environment('GITHUB_ACTOR');
  return login ? `github:${login}` : machineUser;
};
