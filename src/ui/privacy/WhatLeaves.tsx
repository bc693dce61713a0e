/** What never leaves the tab and what goes over the network when, a line each. */
import type { ReactNode } from 'react';

const LINES: readonly (readonly [string, ReactNode])[] = [
  [
    'Never sent',
    'Pictures, camera, screen, sounds and whatever models find in them: they go from this page to its own workers and nowhere else. Your models and your runs too.',
  ],
  [
    'None of these',
    'No cookies, no account, no analytics, no advertising, no third party: every script, font and picture of this page comes from its own host.',
  ],
  [
    'Its own host',
    `${location.host} gives the app’s files, and a catalog model’s files when it is first used. Like any web server it sees your network address and which files you ask for. What stands in a link after # is not sent to it.`,
  ],
  [
    'Another site',
    'Only when you give the address of a model and allow its site: then that one file and what it names are fetched, without cookies. The site sees your network address.',
  ],
  [
    'Perfetto',
    'Only when you press “Open in Perfetto”, and once more on the page in between: ui.perfetto.dev opens in a tab and is given the trace inside your browser. A trace holds times and names, no pictures.',
  ],
  [
    'A page around',
    'A page that shows this one in a frame gets scenario and figures, if its origin is the one that the frame’s address names. No pictures.',
  ],
];

export function WhatLeaves() {
  return (
    <>
      <p>
        Everything runs in this tab, on this machine. By the policy that the browser enforces the page
        connects to its own host alone; one worker may fetch models elsewhere.
      </p>
      <ul className="lines">
        {LINES.map(([what, text]) => (
          <li key={what}>
            <strong>{what}</strong>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
