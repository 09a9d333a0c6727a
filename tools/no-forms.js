/**
 * Replaces fetch-blob and formdata-polyfill in the bundle ("paths" in tsconfig.json, which the bundler reads). node-fetch
 * imports them for form bodies, which no step sends or reads. They load web streams and a deprecated package.
 */
class Unsupported {
  constructor() {
    throw new TypeError('Forms and blobs are not supported here: see tools/no-forms.js')
  }
}

export {
  Unsupported as Blob,
  Unsupported as blobFrom,
  Unsupported as blobFromSync,
  Unsupported as default,
  Unsupported as File,
  Unsupported as FormData,
  Unsupported as fileFrom,
  Unsupported as fileFromSync,
  Unsupported as formDataToBlob,
}
