export interface VendorRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
}

export interface VendorResponse {
  readonly status: number;
  readonly retryAfter?: string;
  readonly durationMs: number;
}

/** One POST; no redirects followed, nothing of the answer's body kept. Rejects on timeout and connection failure. */
export type PostToVendor = (request: VendorRequest) => Promise<VendorResponse>;
