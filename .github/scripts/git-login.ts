type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Variables by which git shows the job's token to the server of the repository and to no other. So it stands in no file that a
 * later program could read. None where the job has no token.
 */
export const gitLogin = ({ GITHUB_TOKEN: token, GITHUB_SERVER_URL: server }: Environment): Environment =>
  token && server
    ? {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
        GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
      }
    : {};
