/**
 * Gives an answer the headers that the app's servers send, so that a host which cannot set any still isolates the page and
 * binds every worker to its policy. It must not know where the answer came from.
 */
import { answerHeaders } from '../hosting/answer-headers';

/** What a script cannot look into is passed on: redirections of a navigation, and failures. */
const CLOSED: readonly ResponseType[] = ['opaque', 'opaqueredirect', 'error'];
/** A `Response` of such a status refuses a body. */
const WITHOUT_BODY: readonly number[] = [204, 205, 304];

/**
 * @param url the address that was asked for, with its query: for a frame the page's policy depends on it
 * @returns the same answer where it has these headers already (browsers keep compiled code with a stored answer, and lose it
 *   with a copy); else one that streams the same body
 */
export function ownAnswer(response: Response, url: URL): Response {
  if (CLOSED.includes(response.type)) return response;
  const wanted = Object.entries(answerHeaders(url));
  if (wanted.every(([name, value]) => response.headers.get(name) === value)) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of wanted) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(WITHOUT_BODY.includes(status) ? null : response.body, { status, statusText, headers });
}
