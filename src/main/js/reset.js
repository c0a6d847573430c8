/** What a page is told where only this client knows that something may be missed. */
export const UNKNOWN = {type: 'eshq:reset', data: '{"reason":"unknown-id"}'};
