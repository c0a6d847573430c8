// Where the broker is, under whatever path it was deployed: these modules lie in its folder `pages`.

/** Its path, without the slash at the end. */
export const BROKER = new URL('..', import.meta.url).pathname.slice(0, -1);
