/** What somebody has set in the repository's settings. */
export interface GithubSettings {
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** One that is not here is made by GitHub, without any rule. */
  readonly environments: Readonly<Record<string, GithubEnvironment>>;
}

export interface GithubEnvironment {
  readonly vars?: Readonly<Record<string, string>>;
  /** Branches that may deploy to it; any without. */
  readonly branches?: readonly string[];
}
