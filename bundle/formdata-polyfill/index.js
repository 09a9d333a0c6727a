const leftOut = 'FormData is left out of this bundle: see bundle/packages.mjs'

/** Stands in for formdata-polyfill: node-fetch asks of every body whether it is a form, and none is. */
export class FormData {
  constructor() {
    throw new TypeError(leftOut)
  }

  static [Symbol.hasInstance]() {
    return false
  }
}

export function formDataToBlob() {
  throw new TypeError(leftOut)
}
