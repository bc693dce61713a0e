/** The addresses that a scenario is handed on by. Pure: it knows neither the page nor what is shown of it. */
import type { Scenario } from '../../domain/scenario';
import { hashOf } from '../scenario-link';

/** The page's own address, of which only the folder is handed on: never a question, never what stands in the hash. */
type Here = Pick<Location, 'origin' | 'pathname' | 'hostname'>;

/** The link that opens `scenario`, or why there is none, in words. */
type ShareLink =
  | { readonly kind: 'link'; readonly hash: string; readonly url: string }
  | { readonly kind: 'none'; readonly why: string };

const NO_TENANTS = 'There are no tenants, so there is no scenario to link to. Add a model first.';
const TOO_LARGE =
  'This scenario is too large for a link: most of it is pasted numbers. Export the run instead; its file carries the scenario.';

export function shareLink(
  here: Here,
  scenario: Scenario | undefined,
  presets: Parameters<typeof hashOf>[1],
): ShareLink {
  if (scenario === undefined || scenario.tenants.length === 0) return { kind: 'none', why: NO_TENANTS };
  const hash = hashOf(scenario, presets);
  if (hash === null) return { kind: 'none', why: TOO_LARGE };
  return { kind: 'link', hash, url: `${here.origin}${here.pathname}${hash}` };
}

/** What of the playground a frame shows; the first ones are enough for a slide. */
export const EMBED_VIEWS = [
  ['stage', 'The stage'],
  ['stage,throughput', 'Stage and throughput'],
  ['stage,placement', 'Stage and placement'],
  ['throughput,latency,contention', 'Charts'],
  ['timeline', 'The timeline'],
] as const;
export type EmbedView = (typeof EMBED_VIEWS)[number][0];

/** The HTML of a frame with the playground in it; `url` and `parent` are addresses, so that neither holds a quote. */
export function embedSnippet(
  { origin, pathname }: Here,
  hash: string,
  view: EmbedView,
  parent: string,
): string {
  const asked = `embed=1&show=${view}${parent === '' ? '' : `&parent=${parent}`}`;
  return [
    `<iframe src="${origin}${pathname}?${asked.replaceAll('&', '&amp;')}${hash}"`,
    '  title="Multi-DNN Playground" width="960" height="600"',
    '  allow="cross-origin-isolated; camera; microphone"></iframe>',
  ].join('\n');
}

/** Whether only this machine reaches such an address. */
export const onlyHere = ({ hostname }: Here): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
