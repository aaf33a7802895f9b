import type { FunctionPlan } from '@tooling/core';

/** A lambda or a package in a picture. */
export interface PictureNode {
  readonly id: string;
  readonly label: string;
  /** What else is said of it: what is done to it, or its weight. */
  readonly note?: string | undefined;
  /** What a plan does to it: absent for packages, and where there is no plan. */
  readonly action?: FunctionPlan['action'] | undefined;
  readonly isPackage: boolean;
  /** Whether it was imported and nothing of it is left. */
  readonly isUnused?: boolean | undefined;
}

/** What depends on what, to be drawn: plain data, in the order in which it is read. */
export interface Picture {
  readonly title: string;
  /** For whoever cannot see it. */
  readonly description: string;
  readonly nodes: readonly PictureNode[];
  /** From what depends to what it depends on. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Which end a tree of it begins at; `to` where it is about one package. */
  readonly root: 'from' | 'to';
  /** What there was no room for, in words. */
  readonly leftOut?: string | undefined;
}
