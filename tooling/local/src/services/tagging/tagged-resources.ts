/** A resource of any service, with its tags. */
export interface TaggedResource {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What each service that tags resources gives to the tagging service: all of them, now. */
export type TaggedResources = () => Promise<readonly TaggedResource[]>;
