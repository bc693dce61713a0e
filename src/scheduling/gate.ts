/**
 * How the executors of one device group share it: whether one may issue now. A gate sees requests of all of them, never
 * workers, and reads no clock. One implementation for live runs and the simulator.
 */

/** What a tenant mostly waits for, by its arithmetic; see `gates/resource-profile.ts`. */
export type ResourceProfile = 'compute' | 'memory' | 'unknown';

export interface GatedRequest {
  readonly requestId: number;
  readonly executorId: string;
  readonly tenantId: string;
  readonly arrivedAt: number;
  readonly priority: number;
  readonly estimatedMs: number;
  readonly profile: ResourceProfile;
}

export interface Gate {
  /**
   * @param waiting the request that each executor of the group would issue next, this one included.
   * @returns whether it may be issued now. When it may not, the group is asked again after the next end or arrival. While
   *   nothing is in flight it lets in at least one of those that wait.
   */
  mayIssue(request: GatedRequest, waiting: readonly GatedRequest[], now: number): boolean;
  issued(request: GatedRequest, now: number): void;
  ended(request: GatedRequest, now: number): void;
}
