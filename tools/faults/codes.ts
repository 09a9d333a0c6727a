/**
 * Feishu's error codes by the page they come from, and whether a call that meets one is sent again. Written down here
 * once more, from Feishu's documents, so that an error in the step's own table is found out.
 */

/** The gateway's and the platform's own: on every page. Nobody knows how far the request got. */
export const busyCodes = [2200, 5000, 1500, 1663, 1668, 10101, 10500]

/** A page's own codes that pass: `list` and `update` are calls of a base. */
export const passingCodes: Readonly<Record<string, readonly number[]>> = {
  token: [],
  update: [1254290, 1254112, 1254036, 1254291, 1254607, 1254608, 1255040, 1254002],
  list: [1254290, 1254112, 1254036, 1254291, 1254607, 1254608, 1255040, 1254002],
  wiki: [131001, 131009],
  execute: [2320002],
}

/** Repeated twice at the most. */
export const internalCodes: Readonly<Record<string, readonly number[]>> = {
  token: [],
  update: [1254200, 1255001, 1255002, 1255003, 1255004, 1255005],
  list: [1254200, 1255001, 1255002, 1255003, 1255004, 1255005],
  wiki: [],
  execute: [],
}

const everywhere = [9499, 99992402, 99991672, 99991668, 99991677, 99991401, 99991662, 99991661, 99991201, 4001]
const ofBase = [91403, 91402, 1254302, 1254303, 1254003, 1254040, 1254041, 1254000, 1254001, 1255006, 1254606]

/** Refused before anything ran; sending it again changes nothing. 424242 is in no document. */
export const finalCodes: Readonly<Record<string, readonly number[]>> = {
  token: [10003, 10014, 10015, 10005, 10012, 99991543, 20002, 424242],
  update: [...everywhere, ...ofBase, 424242],
  list: [...everywhere, ...ofBase, 424242],
  wiki: [...everywhere, 131002, 131005, 131006, 131007, 424242],
  execute: [...everywhere, 2320001, 2320003, 2320004, 2320005, 2320006, 424242],
}

/** A plan's or a month's limit. */
export const quotaCodes = [99991403, 90003087, 90003088, 1254306]

/** The tenant token is taken for invalid: a new one may help, once. */
export const tokenCodes = [99991663, 99991664, 99991665, 99991671, 20013]
