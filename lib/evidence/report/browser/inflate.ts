import type { PackedRows } from '../packed-rows';

/** Rows as a page holds them: JSON, deflated, in base64. Rejects where the browser cannot inflate, or the text was damaged. */
export const inflated = async (base64: string): Promise<PackedRows> => {
  const bytes = Uint8Array.from(atob(base64.trim()), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text()) as PackedRows;
};
