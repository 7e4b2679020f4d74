/** AWS: "CreateRole", RoleName. */
export const IAM_NAME = { min: 1, max: 64, pattern: /^[\w+=,.@-]+$/ } as const;

/** AWS: "PutRolePolicy", PolicyName. */
export const INLINE_POLICY_NAME = { min: 1, max: 128, pattern: /^[\w+=,.@-]+$/ } as const;
