// Sends a few words to a phone: printed on the console in demo districts, posted to the operator's gateway elsewhere.

import type { Settings } from '#config';

export interface PhoneGateway {
  /** Whether words can reach a phone of a district that is not a demo. */
  readonly isReal: boolean;
  /** @throws {Error} when the gateway does not take it; the message never repeats number or words */
  send(to: string, words: string): Promise<void>;
  /** The last messages that were only printed, newest first: for the demo's phone. A real gateway keeps none. */
  lately?(): readonly PrintedMessage[];
}

export interface PrintedMessage {
  readonly to: string;
  readonly words: string;
}

const GATEWAY_PATIENCE_MS = 5_000;
const KEPT_MESSAGES = 50;

/** POSTs `{ "to": "13…", "words": "…" }` with a bearer token; any 2xx means taken. */
export function httpGateway(url: string, token: string | undefined, patienceMs = GATEWAY_PATIENCE_MS): PhoneGateway {
  return {
    isReal: true,
    async send(to, words) {
      const reply = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ to, words }),
        signal: AbortSignal.timeout(patienceMs),
      });
      if (!reply.ok) throw new Error(`the phone gateway answered ${reply.status}`);
    },
  };
}

/** For demo districts only: nobody is called, the words appear where the program was started. */
export function consoleGateway(print: (line: string) => void): PhoneGateway {
  const printed: PrintedMessage[] = [];
  return {
    isReal: false,
    lately: () => printed,
    async send(to, words) {
      printed.unshift({ to, words });
      printed.length = Math.min(printed.length, KEPT_MESSAGES);
      print(`短信（演示，未发送）尾号 ${to.slice(-4)}：${words}`);
    },
  };
}

export function phoneGatewayFor(settings: Settings, print: (line: string) => void): PhoneGateway {
  return settings.phoneGatewayUrl === undefined
    ? consoleGateway(print)
    : httpGateway(settings.phoneGatewayUrl, settings.phoneGatewayToken);
}

/** Of a gateway's error the name and code: its message is not ours and could repeat the number. */
export function failureName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
