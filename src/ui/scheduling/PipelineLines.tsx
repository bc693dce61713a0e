/**
 * The lines from each card to those that it triggers, below the cards on the board: they scroll with it and cover nothing.
 * What they say stands on the cards in words too. It measures the cards when one of them changes its size or place.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { usePlayground } from '../store';
import { tenantColour } from '../theme/tenant-mark';
import { edgeWords } from './dependency-words';
import './pipeline-lines.css';
import { type Place, pipelinePath } from './pipeline-path';

interface Drawn extends ReturnType<typeof pipelinePath> {
  readonly key: string;
  readonly colour: string;
  readonly words: string;
  readonly seldom: boolean;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly edges: readonly Drawn[];
}

const NOTHING: Picture = { width: 0, height: 0, edges: [] };

function placeOf(board: Element, tenantId: string): Place | null {
  const card = board.querySelector(`[data-tenant="${CSS.escape(tenantId)}"]`);
  if (card === null) return null;
  const [outer, inner] = [board.getBoundingClientRect(), card.getBoundingClientRect()];
  return {
    left: Math.round(inner.left - outer.left + board.scrollLeft),
    top: Math.round(inner.top - outer.top + board.scrollTop),
    width: Math.round(inner.width),
    height: Math.round(inner.height),
  };
}

export function PipelineLines() {
  const svg = useRef<SVGSVGElement>(null);
  const [picture, setPicture] = useState<Picture>(NOTHING);
  const tenants = usePlayground(useShallow((state) => state.snapshot?.scenario.tenants ?? []));

  const measure = useCallback(() => {
    const board = svg.current?.parentElement;
    if (!board) return;
    const lanes = new Map<string, number>();
    const edges = tenants.flatMap((tenant): readonly Drawn[] => {
      const { dependsOn } = tenant;
      if (dependsOn === undefined) return [];
      const [from, to] = [placeOf(board, dependsOn.tenantId), placeOf(board, tenant.id)];
      if (from === null || to === null) return [];
      const lane = lanes.get(dependsOn.tenantId) ?? 0;
      lanes.set(dependsOn.tenantId, lane + 1);
      const colour = tenantColour(tenants.findIndex((one) => one.id === dependsOn.tenantId));
      const seldom = dependsOn.probability < 1;
      return [
        { ...pipelinePath(from, to, lane), key: tenant.id, colour, words: edgeWords(dependsOn), seldom },
      ];
    });
    const columns = [...board.querySelectorAll('.executor')].map((one) => one.getBoundingClientRect());
    const outer = board.getBoundingClientRect();
    const width = Math.max(0, ...columns.map((one) => one.right - outer.left + board.scrollLeft));
    const height = Math.max(0, ...columns.map((one) => one.bottom - outer.top + board.scrollTop));
    setPicture({ width, height, edges });
  }, [tenants]);

  useLayoutEffect(measure, [measure]);
  useEffect(() => {
    const board = svg.current?.parentElement;
    if (!board) return;
    const sizes = new ResizeObserver(measure);
    const watch = () => {
      sizes.disconnect();
      for (const part of board.querySelectorAll('.executor > *')) sizes.observe(part);
      sizes.observe(board);
    };
    watch();
    // Cards that come, go or change their column.
    const moves = new MutationObserver(watch);
    for (const column of board.querySelectorAll('.executor')) moves.observe(column, { childList: true });
    moves.observe(board, { childList: true });
    return () => {
      sizes.disconnect();
      moves.disconnect();
    };
  }, [measure]);

  return (
    <svg
      ref={svg}
      className="pipeline-lines"
      width={picture.width}
      height={picture.height}
      aria-hidden="true"
    >
      {picture.edges.map(({ key, line, tip, label, colour, words, seldom }) => (
        <g key={key} color={colour}>
          <path className={`pipeline-line ${seldom ? 'is-seldom' : ''}`} d={line} />
          <path className="pipeline-tip" d={`M${tip.x - 3} ${tip.y - 5}h6l-3 5z`} />
          <text x={label.x} y={label.y} textAnchor={label.ends ? 'end' : 'start'}>
            {words}
          </text>
        </g>
      ))}
    </svg>
  );
}
