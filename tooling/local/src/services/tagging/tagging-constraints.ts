import type { Constraint, Constraints } from '../../protocols/constraint.ts';

/**
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html (read
 * November 2026)
 */
const tagFilter: Constraints = {
  Key: { minLength: 1, maxLength: 128 },
  Values: { minLength: 0, maxLength: 20, items: { minLength: 0, maxLength: 256 } },
};
const arn: Constraint = { minLength: 1, maxLength: 1011 };

export const taggingConstraints: Readonly<Record<string, Constraints>> = {
  GetResources: {
    PaginationToken: { minLength: 0, maxLength: 2048 },
    TagFilters: { minLength: 0, maxLength: 50, items: { members: tagFilter } },
    ResourcesPerPage: { min: 1, max: 100 },
    TagsPerPage: { min: 100, max: 500 },
    ResourceTypeFilters: { items: { minLength: 0, maxLength: 256 } },
    ResourceARNList: { minLength: 1, maxLength: 100, items: arn },
  },
};
