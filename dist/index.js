// Put before the bundle by tools/build.mjs: these parts of Node are loaded when the code first touches them, not when
// it names them. node-fetch names all of TLS and zlib even where a call needs neither, and crypto is used by few steps.
{
  const load = require
  const lazy = new Set(['crypto', 'https', 'node:crypto', 'node:https', 'node:tls', 'node:zlib'])
  // biome-ignore lint/suspicious/noGlobalAssign: a CommonJS module's own require is a parameter of the module
  require = (id) =>
    lazy.has(id) ? new Proxy({}, { get: (_, name) => (name === '__esModule' ? undefined : load(id)[name]) }) : load(id)
}
/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 423:
/***/ ((module) => {

module.exports = require("./yaml.js");

/***/ }),

/***/ 896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 620:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock),
/* harmony export */   y: () => (/* binding */ sleep)
/* harmony export */ });
const systemClock = {
    now: () => Date.now(),
    after(ms, action) {
        const timer = setTimeout(action, ms);
        return () => clearTimeout(timer);
    },
};
function sleep(clock, ms, cancelled) {
    return new Promise((resolve) => {
        const done = () => {
            callOff();
            cancelled.removeEventListener('abort', done);
            resolve();
        };
        const callOff = clock.after(ms, done);
        cancelled.addEventListener('abort', done);
        if (cancelled.aborted)
            done();
    });
}


/***/ }),

/***/ 844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  oO: () => (/* binding */ createTransport),
  Wm: () => (/* binding */ proxySecrets)
});

// UNUSED EXPORTS: answerLimit

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = require("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = require("node:https");
;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = require("node:tls");
;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = require("node:zlib");
;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = require("node:stream");
;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = require("node:buffer");
;// CONCATENATED MODULE: ./node_modules/data-uri-to-buffer/dist/index.js
/**
 * Returns a `Buffer` instance from the given data URI `uri`.
 *
 * @param {String} uri Data URI to turn into a Buffer instance
 * @returns {Buffer} Buffer instance from Data URI
 * @api public
 */
function dataUriToBuffer(uri) {
    if (!/^data:/i.test(uri)) {
        throw new TypeError('`uri` does not appear to be a Data URI (must begin with "data:")');
    }
    // strip newlines
    uri = uri.replace(/\r?\n/g, '');
    // split the URI up into the "metadata" and the "data" portions
    const firstComma = uri.indexOf(',');
    if (firstComma === -1 || firstComma <= 4) {
        throw new TypeError('malformed data: URI');
    }
    // remove the "data:" scheme and parse the metadata
    const meta = uri.substring(5, firstComma).split(';');
    let charset = '';
    let base64 = false;
    const type = meta[0] || 'text/plain';
    let typeFull = type;
    for (let i = 1; i < meta.length; i++) {
        if (meta[i] === 'base64') {
            base64 = true;
        }
        else if (meta[i]) {
            typeFull += `;${meta[i]}`;
            if (meta[i].indexOf('charset=') === 0) {
                charset = meta[i].substring(8);
            }
        }
    }
    // defaults to US-ASCII only if type is not provided
    if (!meta[0] && !charset.length) {
        typeFull += ';charset=US-ASCII';
        charset = 'US-ASCII';
    }
    // get the encoded data portion and decode URI-encoded chars
    const encoding = base64 ? 'base64' : 'ascii';
    const data = unescape(uri.substring(firstComma + 1));
    const buffer = Buffer.from(data, encoding);
    // set `.type` and `.typeFull` properties to MIME type
    buffer.type = type;
    buffer.typeFull = typeFull;
    // set the `.charset` property
    buffer.charset = charset;
    return buffer;
}
/* harmony default export */ const dist = (dataUriToBuffer);
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = require("node:util");
// EXTERNAL MODULE: ./lib/node_modules/fetch-blob/index.js
var fetch_blob = __nccwpck_require__(735);
// EXTERNAL MODULE: ./lib/node_modules/formdata-polyfill/index.js
var formdata_polyfill = __nccwpck_require__(939);
;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/errors/base.js
class FetchBaseError extends Error {
	constructor(message, type) {
		super(message);
		// Hide custom error implementation details from end-users
		Error.captureStackTrace(this, this.constructor);

		this.type = type;
	}

	get name() {
		return this.constructor.name;
	}

	get [Symbol.toStringTag]() {
		return this.constructor.name;
	}
}

;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/errors/fetch-error.js



/**
 * @typedef {{ address?: string, code: string, dest?: string, errno: number, info?: object, message: string, path?: string, port?: number, syscall: string}} SystemError
*/

/**
 * FetchError interface for operational errors
 */
class FetchError extends FetchBaseError {
	/**
	 * @param  {string} message -      Error message for human
	 * @param  {string} [type] -        Error type for machine
	 * @param  {SystemError} [systemError] - For Node.js system error
	 */
	constructor(message, type, systemError) {
		super(message, type);
		// When err.type is `system`, err.erroredSysCall contains system error and err.code contains system error code
		if (systemError) {
			// eslint-disable-next-line no-multi-assign
			this.code = this.errno = systemError.code;
			this.erroredSysCall = systemError.syscall;
		}
	}
}

;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/utils/is.js
/**
 * Is.js
 *
 * Object type checks.
 */

const NAME = Symbol.toStringTag;

/**
 * Check if `obj` is a URLSearchParams object
 * ref: https://github.com/node-fetch/node-fetch/issues/296#issuecomment-307598143
 * @param {*} object - Object to check for
 * @return {boolean}
 */
const isURLSearchParameters = object => {
	return (
		typeof object === 'object' &&
		typeof object.append === 'function' &&
		typeof object.delete === 'function' &&
		typeof object.get === 'function' &&
		typeof object.getAll === 'function' &&
		typeof object.has === 'function' &&
		typeof object.set === 'function' &&
		typeof object.sort === 'function' &&
		object[NAME] === 'URLSearchParams'
	);
};

/**
 * Check if `object` is a W3C `Blob` object (which `File` inherits from)
 * @param {*} object - Object to check for
 * @return {boolean}
 */
const isBlob = object => {
	return (
		object &&
		typeof object === 'object' &&
		typeof object.arrayBuffer === 'function' &&
		typeof object.type === 'string' &&
		typeof object.stream === 'function' &&
		typeof object.constructor === 'function' &&
		/^(Blob|File)$/.test(object[NAME])
	);
};

/**
 * Check if `obj` is an instance of AbortSignal.
 * @param {*} object - Object to check for
 * @return {boolean}
 */
const isAbortSignal = object => {
	return (
		typeof object === 'object' && (
			object[NAME] === 'AbortSignal' ||
			object[NAME] === 'EventTarget'
		)
	);
};

/**
 * isDomainOrSubdomain reports whether sub is a subdomain (or exact match) of
 * the parent domain.
 *
 * Both domains must already be in canonical form.
 * @param {string|URL} original
 * @param {string|URL} destination
 */
const isDomainOrSubdomain = (destination, original) => {
	const orig = new URL(original).hostname;
	const dest = new URL(destination).hostname;

	return orig === dest || orig.endsWith(`.${dest}`);
};

/**
 * isSameProtocol reports whether the two provided URLs use the same protocol.
 *
 * Both domains must already be in canonical form.
 * @param {string|URL} original
 * @param {string|URL} destination
 */
const isSameProtocol = (destination, original) => {
	const orig = new URL(original).protocol;
	const dest = new URL(destination).protocol;

	return orig === dest;
};

;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/body.js

/**
 * Body.js
 *
 * Body interface provides common methods for Request and Response
 */












const pipeline = (0,external_node_util_namespaceObject.promisify)(external_node_stream_namespaceObject.pipeline);
const INTERNALS = Symbol('Body internals');

/**
 * Body mixin
 *
 * Ref: https://fetch.spec.whatwg.org/#body
 *
 * @param   Stream  body  Readable stream
 * @param   Object  opts  Response options
 * @return  Void
 */
class Body {
	constructor(body, {
		size = 0
	} = {}) {
		let boundary = null;

		if (body === null) {
			// Body is undefined or null
			body = null;
		} else if (isURLSearchParameters(body)) {
			// Body is a URLSearchParams
			body = external_node_buffer_namespaceObject.Buffer.from(body.toString());
		} else if (isBlob(body)) {
			// Body is blob
		} else if (external_node_buffer_namespaceObject.Buffer.isBuffer(body)) {
			// Body is Buffer
		} else if (external_node_util_namespaceObject.types.isAnyArrayBuffer(body)) {
			// Body is ArrayBuffer
			body = external_node_buffer_namespaceObject.Buffer.from(body);
		} else if (ArrayBuffer.isView(body)) {
			// Body is ArrayBufferView
			body = external_node_buffer_namespaceObject.Buffer.from(body.buffer, body.byteOffset, body.byteLength);
		} else if (body instanceof external_node_stream_namespaceObject) {
			// Body is stream
		} else if (body instanceof formdata_polyfill/* FormData */.f) {
			// Body is FormData
			body = (0,formdata_polyfill/* formDataToBlob */.$)(body);
			boundary = body.type.split('=')[1];
		} else {
			// None of the above
			// coerce to string then buffer
			body = external_node_buffer_namespaceObject.Buffer.from(String(body));
		}

		let stream = body;

		if (external_node_buffer_namespaceObject.Buffer.isBuffer(body)) {
			stream = external_node_stream_namespaceObject.Readable.from(body);
		} else if (isBlob(body)) {
			stream = external_node_stream_namespaceObject.Readable.from(body.stream());
		}

		this[INTERNALS] = {
			body,
			stream,
			boundary,
			disturbed: false,
			error: null
		};
		this.size = size;

		if (body instanceof external_node_stream_namespaceObject) {
			body.on('error', error_ => {
				const error = error_ instanceof FetchBaseError ?
					error_ :
					new FetchError(`Invalid response body while trying to fetch ${this.url}: ${error_.message}`, 'system', error_);
				this[INTERNALS].error = error;
			});
		}
	}

	get body() {
		return this[INTERNALS].stream;
	}

	get bodyUsed() {
		return this[INTERNALS].disturbed;
	}

	/**
	 * Decode response as ArrayBuffer
	 *
	 * @return  Promise
	 */
	async arrayBuffer() {
		const {buffer, byteOffset, byteLength} = await consumeBody(this);
		return buffer.slice(byteOffset, byteOffset + byteLength);
	}

	async formData() {
		const ct = this.headers.get('content-type');

		if (ct.startsWith('application/x-www-form-urlencoded')) {
			const formData = new formdata_polyfill/* FormData */.f();
			const parameters = new URLSearchParams(await this.text());

			for (const [name, value] of parameters) {
				formData.append(name, value);
			}

			return formData;
		}

		const {toFormData} = await __nccwpck_require__.e(/* import() */ 69).then(__nccwpck_require__.bind(__nccwpck_require__, 69));
		return toFormData(this.body, ct);
	}

	/**
	 * Return raw response as Blob
	 *
	 * @return Promise
	 */
	async blob() {
		const ct = (this.headers && this.headers.get('content-type')) || (this[INTERNALS].body && this[INTERNALS].body.type) || '';
		const buf = await this.arrayBuffer();

		return new fetch_blob/* default */.Ay([buf], {
			type: ct
		});
	}

	/**
	 * Decode response as json
	 *
	 * @return  Promise
	 */
	async json() {
		const text = await this.text();
		return JSON.parse(text);
	}

	/**
	 * Decode response as text
	 *
	 * @return  Promise
	 */
	async text() {
		const buffer = await consumeBody(this);
		return new TextDecoder().decode(buffer);
	}

	/**
	 * Decode response as buffer (non-spec api)
	 *
	 * @return  Promise
	 */
	buffer() {
		return consumeBody(this);
	}
}

Body.prototype.buffer = (0,external_node_util_namespaceObject.deprecate)(Body.prototype.buffer, 'Please use \'response.arrayBuffer()\' instead of \'response.buffer()\'', 'node-fetch#buffer');

// In browsers, all properties are enumerable.
Object.defineProperties(Body.prototype, {
	body: {enumerable: true},
	bodyUsed: {enumerable: true},
	arrayBuffer: {enumerable: true},
	blob: {enumerable: true},
	json: {enumerable: true},
	text: {enumerable: true},
	data: {get: (0,external_node_util_namespaceObject.deprecate)(() => {},
		'data doesn\'t exist, use json(), text(), arrayBuffer(), or body instead',
		'https://github.com/node-fetch/node-fetch/issues/1000 (response)')}
});

/**
 * Consume and convert an entire Body to a Buffer.
 *
 * Ref: https://fetch.spec.whatwg.org/#concept-body-consume-body
 *
 * @return Promise
 */
async function consumeBody(data) {
	if (data[INTERNALS].disturbed) {
		throw new TypeError(`body used already for: ${data.url}`);
	}

	data[INTERNALS].disturbed = true;

	if (data[INTERNALS].error) {
		throw data[INTERNALS].error;
	}

	const {body} = data;

	// Body is null
	if (body === null) {
		return external_node_buffer_namespaceObject.Buffer.alloc(0);
	}

	/* c8 ignore next 3 */
	if (!(body instanceof external_node_stream_namespaceObject)) {
		return external_node_buffer_namespaceObject.Buffer.alloc(0);
	}

	// Body is stream
	// get ready to actually consume the body
	const accum = [];
	let accumBytes = 0;

	try {
		for await (const chunk of body) {
			if (data.size > 0 && accumBytes + chunk.length > data.size) {
				const error = new FetchError(`content size at ${data.url} over limit: ${data.size}`, 'max-size');
				body.destroy(error);
				throw error;
			}

			accumBytes += chunk.length;
			accum.push(chunk);
		}
	} catch (error) {
		const error_ = error instanceof FetchBaseError ? error : new FetchError(`Invalid response body while trying to fetch ${data.url}: ${error.message}`, 'system', error);
		throw error_;
	}

	if (body.readableEnded === true || body._readableState.ended === true) {
		try {
			if (accum.every(c => typeof c === 'string')) {
				return external_node_buffer_namespaceObject.Buffer.from(accum.join(''));
			}

			return external_node_buffer_namespaceObject.Buffer.concat(accum, accumBytes);
		} catch (error) {
			throw new FetchError(`Could not create Buffer from response body for ${data.url}: ${error.message}`, 'system', error);
		}
	} else {
		throw new FetchError(`Premature close of server response while trying to fetch ${data.url}`);
	}
}

/**
 * Clone body given Res/Req instance
 *
 * @param   Mixed   instance       Response or Request instance
 * @param   String  highWaterMark  highWaterMark for both PassThrough body streams
 * @return  Mixed
 */
const clone = (instance, highWaterMark) => {
	let p1;
	let p2;
	let {body} = instance[INTERNALS];

	// Don't allow cloning a used body
	if (instance.bodyUsed) {
		throw new Error('cannot clone body after it is used');
	}

	// Check that body is a stream and not form-data object
	// note: we can't clone the form-data object without having it as a dependency
	if ((body instanceof external_node_stream_namespaceObject) && (typeof body.getBoundary !== 'function')) {
		// Tee instance body
		p1 = new external_node_stream_namespaceObject.PassThrough({highWaterMark});
		p2 = new external_node_stream_namespaceObject.PassThrough({highWaterMark});
		body.pipe(p1);
		body.pipe(p2);
		// Set instance body to teed body and return the other teed body
		instance[INTERNALS].stream = p1;
		body = p2;
	}

	return body;
};

const getNonSpecFormDataBoundary = (0,external_node_util_namespaceObject.deprecate)(
	body => body.getBoundary(),
	'form-data doesn\'t follow the spec and requires special treatment. Use alternative package',
	'https://github.com/node-fetch/node-fetch/issues/1167'
);

/**
 * Performs the operation "extract a `Content-Type` value from |object|" as
 * specified in the specification:
 * https://fetch.spec.whatwg.org/#concept-bodyinit-extract
 *
 * This function assumes that instance.body is present.
 *
 * @param {any} body Any options.body input
 * @returns {string | null}
 */
const extractContentType = (body, request) => {
	// Body is null or undefined
	if (body === null) {
		return null;
	}

	// Body is string
	if (typeof body === 'string') {
		return 'text/plain;charset=UTF-8';
	}

	// Body is a URLSearchParams
	if (isURLSearchParameters(body)) {
		return 'application/x-www-form-urlencoded;charset=UTF-8';
	}

	// Body is blob
	if (isBlob(body)) {
		return body.type || null;
	}

	// Body is a Buffer (Buffer, ArrayBuffer or ArrayBufferView)
	if (external_node_buffer_namespaceObject.Buffer.isBuffer(body) || external_node_util_namespaceObject.types.isAnyArrayBuffer(body) || ArrayBuffer.isView(body)) {
		return null;
	}

	if (body instanceof formdata_polyfill/* FormData */.f) {
		return `multipart/form-data; boundary=${request[INTERNALS].boundary}`;
	}

	// Detect form data input from form-data module
	if (body && typeof body.getBoundary === 'function') {
		return `multipart/form-data;boundary=${getNonSpecFormDataBoundary(body)}`;
	}

	// Body is stream - can't really do much about this
	if (body instanceof external_node_stream_namespaceObject) {
		return null;
	}

	// Body constructor defaults other things to string
	return 'text/plain;charset=UTF-8';
};

/**
 * The Fetch Standard treats this as if "total bytes" is a property on the body.
 * For us, we have to explicitly get it with a function.
 *
 * ref: https://fetch.spec.whatwg.org/#concept-body-total-bytes
 *
 * @param {any} obj.body Body object from the Body instance.
 * @returns {number | null}
 */
const getTotalBytes = request => {
	const {body} = request[INTERNALS];

	// Body is null or undefined
	if (body === null) {
		return 0;
	}

	// Body is Blob
	if (isBlob(body)) {
		return body.size;
	}

	// Body is Buffer
	if (external_node_buffer_namespaceObject.Buffer.isBuffer(body)) {
		return body.length;
	}

	// Detect form data input from form-data module
	if (body && typeof body.getLengthSync === 'function') {
		return body.hasKnownLength && body.hasKnownLength() ? body.getLengthSync() : null;
	}

	// Body is stream
	return null;
};

/**
 * Write a Body to a Node.js WritableStream (e.g. http.Request) object.
 *
 * @param {Stream.Writable} dest The stream to write to.
 * @param obj.body Body object from the Body instance.
 * @returns {Promise<void>}
 */
const writeToStream = async (dest, request) => {
	const inMemory = request[INTERNALS].body;
	if (external_node_buffer_namespaceObject.Buffer.isBuffer(inMemory)) {
		dest.end(inMemory);
		return;
	}

	const {body} = request;
	if (body === null) {
		// Body is null
		dest.end();
	} else {
		// Body is stream
		await pipeline(body, dest);
	}
};

;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/headers.js
/**
 * Headers.js
 *
 * Headers class offers convenient helpers
 */




/* c8 ignore next 9 */
const validateHeaderName = typeof external_node_http_namespaceObject.validateHeaderName === 'function' ?
	external_node_http_namespaceObject.validateHeaderName :
	name => {
		if (!/^[\^`\-\w!#$%&'*+.|~]+$/.test(name)) {
			const error = new TypeError(`Header name must be a valid HTTP token [${name}]`);
			Object.defineProperty(error, 'code', {value: 'ERR_INVALID_HTTP_TOKEN'});
			throw error;
		}
	};

/* c8 ignore next 9 */
const validateHeaderValue = typeof external_node_http_namespaceObject.validateHeaderValue === 'function' ?
	external_node_http_namespaceObject.validateHeaderValue :
	(name, value) => {
		if (/[^\t\u0020-\u007E\u0080-\u00FF]/.test(value)) {
			const error = new TypeError(`Invalid character in header content ["${name}"]`);
			Object.defineProperty(error, 'code', {value: 'ERR_INVALID_CHAR'});
			throw error;
		}
	};

/**
 * @typedef {Headers | Record<string, string> | Iterable<readonly [string, string]> | Iterable<Iterable<string>>} HeadersInit
 */

/**
 * This Fetch API interface allows you to perform various actions on HTTP request and response headers.
 * These actions include retrieving, setting, adding to, and removing.
 * A Headers object has an associated header list, which is initially empty and consists of zero or more name and value pairs.
 * You can add to this using methods like append() (see Examples.)
 * In all methods of this interface, header names are matched by case-insensitive byte sequence.
 *
 */
class Headers extends URLSearchParams {
	/**
	 * Headers class
	 *
	 * @constructor
	 * @param {HeadersInit} [init] - Response headers
	 */
	constructor(init) {
		// Validate and normalize init object in [name, value(s)][]
		/** @type {string[][]} */
		let result = [];
		if (init instanceof Headers) {
			const raw = init.raw();
			for (const [name, values] of Object.entries(raw)) {
				result.push(...values.map(value => [name, value]));
			}
		} else if (init == null) { // eslint-disable-line no-eq-null, eqeqeq
			// No op
		} else if (typeof init === 'object' && !external_node_util_namespaceObject.types.isBoxedPrimitive(init)) {
			const method = init[Symbol.iterator];
			// eslint-disable-next-line no-eq-null, eqeqeq
			if (method == null) {
				// Record<ByteString, ByteString>
				result.push(...Object.entries(init));
			} else {
				if (typeof method !== 'function') {
					throw new TypeError('Header pairs must be iterable');
				}

				// Sequence<sequence<ByteString>>
				// Note: per spec we have to first exhaust the lists then process them
				result = [...init]
					.map(pair => {
						if (
							typeof pair !== 'object' || external_node_util_namespaceObject.types.isBoxedPrimitive(pair)
						) {
							throw new TypeError('Each header pair must be an iterable object');
						}

						return [...pair];
					}).map(pair => {
						if (pair.length !== 2) {
							throw new TypeError('Each header pair must be a name/value tuple');
						}

						return [...pair];
					});
			}
		} else {
			throw new TypeError('Failed to construct \'Headers\': The provided value is not of type \'(sequence<sequence<ByteString>> or record<ByteString, ByteString>)');
		}

		// Validate and lowercase
		result =
			result.length > 0 ?
				result.map(([name, value]) => {
					validateHeaderName(name);
					validateHeaderValue(name, String(value));
					return [String(name).toLowerCase(), String(value)];
				}) :
				undefined;

		super(result);

		// Returning a Proxy that will lowercase key names, validate parameters and sort keys
		// eslint-disable-next-line no-constructor-return
		return new Proxy(this, {
			get(target, p, receiver) {
				switch (p) {
					case 'append':
					case 'set':
						return (name, value) => {
							validateHeaderName(name);
							validateHeaderValue(name, String(value));
							return URLSearchParams.prototype[p].call(
								target,
								String(name).toLowerCase(),
								String(value)
							);
						};

					case 'delete':
					case 'has':
					case 'getAll':
						return name => {
							validateHeaderName(name);
							return URLSearchParams.prototype[p].call(
								target,
								String(name).toLowerCase()
							);
						};

					case 'keys':
						return () => {
							target.sort();
							return new Set(URLSearchParams.prototype.keys.call(target)).keys();
						};

					default:
						return Reflect.get(target, p, receiver);
				}
			}
		});
		/* c8 ignore next */
	}

	get [Symbol.toStringTag]() {
		return this.constructor.name;
	}

	toString() {
		return Object.prototype.toString.call(this);
	}

	get(name) {
		const values = this.getAll(name);
		if (values.length === 0) {
			return null;
		}

		let value = values.join(', ');
		if (/^content-encoding$/i.test(name)) {
			value = value.toLowerCase();
		}

		return value;
	}

	forEach(callback, thisArg = undefined) {
		for (const name of this.keys()) {
			Reflect.apply(callback, thisArg, [this.get(name), name, this]);
		}
	}

	* values() {
		for (const name of this.keys()) {
			yield this.get(name);
		}
	}

	/**
	 * @type {() => IterableIterator<[string, string]>}
	 */
	* entries() {
		for (const name of this.keys()) {
			yield [name, this.get(name)];
		}
	}

	[Symbol.iterator]() {
		return this.entries();
	}

	/**
	 * Node-fetch non-spec method
	 * returning all headers and their values as array
	 * @returns {Record<string, string[]>}
	 */
	raw() {
		return [...this.keys()].reduce((result, key) => {
			result[key] = this.getAll(key);
			return result;
		}, {});
	}

	/**
	 * For better console.log(headers) and also to convert Headers into Node.js Request compatible format
	 */
	[Symbol.for('nodejs.util.inspect.custom')]() {
		return [...this.keys()].reduce((result, key) => {
			const values = this.getAll(key);
			// Http.request() only supports string as Host header.
			// This hack makes specifying custom Host header possible.
			if (key === 'host') {
				result[key] = values[0];
			} else {
				result[key] = values.length > 1 ? values : values[0];
			}

			return result;
		}, {});
	}
}

/**
 * Re-shaping object for Web IDL tests
 * Only need to do it for overridden methods
 */
Object.defineProperties(
	Headers.prototype,
	['get', 'entries', 'forEach', 'values'].reduce((result, property) => {
		result[property] = {enumerable: true};
		return result;
	}, {})
);

/**
 * Create a Headers object from an http.IncomingMessage.rawHeaders, ignoring those that do
 * not conform to HTTP grammar productions.
 * @param {import('http').IncomingMessage['rawHeaders']} headers
 */
function fromRawHeaders(headers = []) {
	return new Headers(
		headers
			// Split into pairs
			.reduce((result, value, index, array) => {
				if (index % 2 === 0) {
					result.push(array.slice(index, index + 2));
				}

				return result;
			}, [])
			.filter(([name, value]) => {
				try {
					validateHeaderName(name);
					validateHeaderValue(name, String(value));
					return true;
				} catch {
					return false;
				}
			})

	);
}

;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/utils/is-redirect.js
const redirectStatus = new Set([301, 302, 303, 307, 308]);

/**
 * Redirect code matching
 *
 * @param {number} code - Status code
 * @return {boolean}
 */
const isRedirect = code => {
	return redirectStatus.has(code);
};

;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/response.js
/**
 * Response.js
 *
 * Response class provides content decoding
 */





const response_INTERNALS = Symbol('Response internals');

/**
 * Response class
 *
 * Ref: https://fetch.spec.whatwg.org/#response-class
 *
 * @param   Stream  body  Readable stream
 * @param   Object  opts  Response options
 * @return  Void
 */
class Response extends Body {
	constructor(body = null, options = {}) {
		super(body, options);

		// eslint-disable-next-line no-eq-null, eqeqeq, no-negated-condition
		const status = options.status != null ? options.status : 200;

		const headers = new Headers(options.headers);

		if (body !== null && !headers.has('Content-Type')) {
			const contentType = extractContentType(body, this);
			if (contentType) {
				headers.append('Content-Type', contentType);
			}
		}

		this[response_INTERNALS] = {
			type: 'default',
			url: options.url,
			status,
			statusText: options.statusText || '',
			headers,
			counter: options.counter,
			highWaterMark: options.highWaterMark
		};
	}

	get type() {
		return this[response_INTERNALS].type;
	}

	get url() {
		return this[response_INTERNALS].url || '';
	}

	get status() {
		return this[response_INTERNALS].status;
	}

	/**
	 * Convenience property representing if the request ended normally
	 */
	get ok() {
		return this[response_INTERNALS].status >= 200 && this[response_INTERNALS].status < 300;
	}

	get redirected() {
		return this[response_INTERNALS].counter > 0;
	}

	get statusText() {
		return this[response_INTERNALS].statusText;
	}

	get headers() {
		return this[response_INTERNALS].headers;
	}

	get highWaterMark() {
		return this[response_INTERNALS].highWaterMark;
	}

	/**
	 * Clone this response
	 *
	 * @return  Response
	 */
	clone() {
		return new Response(clone(this, this.highWaterMark), {
			type: this.type,
			url: this.url,
			status: this.status,
			statusText: this.statusText,
			headers: this.headers,
			ok: this.ok,
			redirected: this.redirected,
			size: this.size,
			highWaterMark: this.highWaterMark
		});
	}

	/**
	 * @param {string} url    The URL that the new response is to originate from.
	 * @param {number} status An optional status code for the response (e.g., 302.)
	 * @returns {Response}    A Response object.
	 */
	static redirect(url, status = 302) {
		if (!isRedirect(status)) {
			throw new RangeError('Failed to execute "redirect" on "response": Invalid status code');
		}

		return new Response(null, {
			headers: {
				location: new URL(url).toString()
			},
			status
		});
	}

	static error() {
		const response = new Response(null, {status: 0, statusText: ''});
		response[response_INTERNALS].type = 'error';
		return response;
	}

	static json(data = undefined, init = {}) {
		const body = JSON.stringify(data);

		if (body === undefined) {
			throw new TypeError('data is not JSON serializable');
		}

		const headers = new Headers(init && init.headers);

		if (!headers.has('content-type')) {
			headers.set('content-type', 'application/json');
		}

		return new Response(body, {
			...init,
			headers
		});
	}

	get [Symbol.toStringTag]() {
		return 'Response';
	}
}

Object.defineProperties(Response.prototype, {
	type: {enumerable: true},
	url: {enumerable: true},
	status: {enumerable: true},
	ok: {enumerable: true},
	redirected: {enumerable: true},
	statusText: {enumerable: true},
	headers: {enumerable: true},
	clone: {enumerable: true}
});

;// CONCATENATED MODULE: external "node:url"
const external_node_url_namespaceObject = require("node:url");
;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/utils/get-search.js
const getSearch = parsedURL => {
	if (parsedURL.search) {
		return parsedURL.search;
	}

	const lastOffset = parsedURL.href.length - 1;
	const hash = parsedURL.hash || (parsedURL.href[lastOffset] === '#' ? '#' : '');
	return parsedURL.href[lastOffset - hash.length] === '?' ? '?' : '';
};

;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = require("node:net");
;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/utils/referrer.js


/**
 * @external URL
 * @see {@link https://developer.mozilla.org/en-US/docs/Web/API/URL|URL}
 */

/**
 * @module utils/referrer
 * @private
 */

/**
 * @see {@link https://w3c.github.io/webappsec-referrer-policy/#strip-url|Referrer Policy §8.4. Strip url for use as a referrer}
 * @param {string} URL
 * @param {boolean} [originOnly=false]
 */
function stripURLForUseAsAReferrer(url, originOnly = false) {
	// 1. If url is null, return no referrer.
	if (url == null) { // eslint-disable-line no-eq-null, eqeqeq
		return 'no-referrer';
	}

	url = new URL(url);

	// 2. If url's scheme is a local scheme, then return no referrer.
	if (/^(about|blob|data):$/.test(url.protocol)) {
		return 'no-referrer';
	}

	// 3. Set url's username to the empty string.
	url.username = '';

	// 4. Set url's password to null.
	// Note: `null` appears to be a mistake as this actually results in the password being `"null"`.
	url.password = '';

	// 5. Set url's fragment to null.
	// Note: `null` appears to be a mistake as this actually results in the fragment being `"#null"`.
	url.hash = '';

	// 6. If the origin-only flag is true, then:
	if (originOnly) {
		// 6.1. Set url's path to null.
		// Note: `null` appears to be a mistake as this actually results in the path being `"/null"`.
		url.pathname = '';

		// 6.2. Set url's query to null.
		// Note: `null` appears to be a mistake as this actually results in the query being `"?null"`.
		url.search = '';
	}

	// 7. Return url.
	return url;
}

/**
 * @see {@link https://w3c.github.io/webappsec-referrer-policy/#enumdef-referrerpolicy|enum ReferrerPolicy}
 */
const ReferrerPolicy = new Set([
	'',
	'no-referrer',
	'no-referrer-when-downgrade',
	'same-origin',
	'origin',
	'strict-origin',
	'origin-when-cross-origin',
	'strict-origin-when-cross-origin',
	'unsafe-url'
]);

/**
 * @see {@link https://w3c.github.io/webappsec-referrer-policy/#default-referrer-policy|default referrer policy}
 */
const DEFAULT_REFERRER_POLICY = 'strict-origin-when-cross-origin';

/**
 * @see {@link https://w3c.github.io/webappsec-referrer-policy/#referrer-policies|Referrer Policy §3. Referrer Policies}
 * @param {string} referrerPolicy
 * @returns {string} referrerPolicy
 */
function validateReferrerPolicy(referrerPolicy) {
	if (!ReferrerPolicy.has(referrerPolicy)) {
		throw new TypeError(`Invalid referrerPolicy: ${referrerPolicy}`);
	}

	return referrerPolicy;
}

/**
 * @see {@link https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy|Referrer Policy §3.2. Is origin potentially trustworthy?}
 * @param {external:URL} url
 * @returns `true`: "Potentially Trustworthy", `false`: "Not Trustworthy"
 */
function isOriginPotentiallyTrustworthy(url) {
	// 1. If origin is an opaque origin, return "Not Trustworthy".
	// Not applicable

	// 2. Assert: origin is a tuple origin.
	// Not for implementations

	// 3. If origin's scheme is either "https" or "wss", return "Potentially Trustworthy".
	if (/^(http|ws)s:$/.test(url.protocol)) {
		return true;
	}

	// 4. If origin's host component matches one of the CIDR notations 127.0.0.0/8 or ::1/128 [RFC4632], return "Potentially Trustworthy".
	const hostIp = url.host.replace(/(^\[)|(]$)/g, '');
	const hostIPVersion = (0,external_node_net_namespaceObject.isIP)(hostIp);

	if (hostIPVersion === 4 && /^127\./.test(hostIp)) {
		return true;
	}

	if (hostIPVersion === 6 && /^(((0+:){7})|(::(0+:){0,6}))0*1$/.test(hostIp)) {
		return true;
	}

	// 5. If origin's host component is "localhost" or falls within ".localhost", and the user agent conforms to the name resolution rules in [let-localhost-be-localhost], return "Potentially Trustworthy".
	// We are returning FALSE here because we cannot ensure conformance to
	// let-localhost-be-loalhost (https://tools.ietf.org/html/draft-west-let-localhost-be-localhost)
	if (url.host === 'localhost' || url.host.endsWith('.localhost')) {
		return false;
	}

	// 6. If origin's scheme component is file, return "Potentially Trustworthy".
	if (url.protocol === 'file:') {
		return true;
	}

	// 7. If origin's scheme component is one which the user agent considers to be authenticated, return "Potentially Trustworthy".
	// Not supported

	// 8. If origin has been configured as a trustworthy origin, return "Potentially Trustworthy".
	// Not supported

	// 9. Return "Not Trustworthy".
	return false;
}

/**
 * @see {@link https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy|Referrer Policy §3.3. Is url potentially trustworthy?}
 * @param {external:URL} url
 * @returns `true`: "Potentially Trustworthy", `false`: "Not Trustworthy"
 */
function isUrlPotentiallyTrustworthy(url) {
	// 1. If url is "about:blank" or "about:srcdoc", return "Potentially Trustworthy".
	if (/^about:(blank|srcdoc)$/.test(url)) {
		return true;
	}

	// 2. If url's scheme is "data", return "Potentially Trustworthy".
	if (url.protocol === 'data:') {
		return true;
	}

	// Note: The origin of blob: and filesystem: URLs is the origin of the context in which they were
	// created. Therefore, blobs created in a trustworthy origin will themselves be potentially
	// trustworthy.
	if (/^(blob|filesystem):$/.test(url.protocol)) {
		return true;
	}

	// 3. Return the result of executing §3.2 Is origin potentially trustworthy? on url's origin.
	return isOriginPotentiallyTrustworthy(url);
}

/**
 * Modifies the referrerURL to enforce any extra security policy considerations.
 * @see {@link https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer|Referrer Policy §8.3. Determine request's Referrer}, step 7
 * @callback module:utils/referrer~referrerURLCallback
 * @param {external:URL} referrerURL
 * @returns {external:URL} modified referrerURL
 */

/**
 * Modifies the referrerOrigin to enforce any extra security policy considerations.
 * @see {@link https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer|Referrer Policy §8.3. Determine request's Referrer}, step 7
 * @callback module:utils/referrer~referrerOriginCallback
 * @param {external:URL} referrerOrigin
 * @returns {external:URL} modified referrerOrigin
 */

/**
 * @see {@link https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer|Referrer Policy §8.3. Determine request's Referrer}
 * @param {Request} request
 * @param {object} o
 * @param {module:utils/referrer~referrerURLCallback} o.referrerURLCallback
 * @param {module:utils/referrer~referrerOriginCallback} o.referrerOriginCallback
 * @returns {external:URL} Request's referrer
 */
function determineRequestsReferrer(request, {referrerURLCallback, referrerOriginCallback} = {}) {
	// There are 2 notes in the specification about invalid pre-conditions.  We return null, here, for
	// these cases:
	// > Note: If request's referrer is "no-referrer", Fetch will not call into this algorithm.
	// > Note: If request's referrer policy is the empty string, Fetch will not call into this
	// > algorithm.
	if (request.referrer === 'no-referrer' || request.referrerPolicy === '') {
		return null;
	}

	// 1. Let policy be request's associated referrer policy.
	const policy = request.referrerPolicy;

	// 2. Let environment be request's client.
	// not applicable to node.js

	// 3. Switch on request's referrer:
	if (request.referrer === 'about:client') {
		return 'no-referrer';
	}

	// "a URL": Let referrerSource be request's referrer.
	const referrerSource = request.referrer;

	// 4. Let request's referrerURL be the result of stripping referrerSource for use as a referrer.
	let referrerURL = stripURLForUseAsAReferrer(referrerSource);

	// 5. Let referrerOrigin be the result of stripping referrerSource for use as a referrer, with the
	//    origin-only flag set to true.
	let referrerOrigin = stripURLForUseAsAReferrer(referrerSource, true);

	// 6. If the result of serializing referrerURL is a string whose length is greater than 4096, set
	//    referrerURL to referrerOrigin.
	if (referrerURL.toString().length > 4096) {
		referrerURL = referrerOrigin;
	}

	// 7. The user agent MAY alter referrerURL or referrerOrigin at this point to enforce arbitrary
	//    policy considerations in the interests of minimizing data leakage. For example, the user
	//    agent could strip the URL down to an origin, modify its host, replace it with an empty
	//    string, etc.
	if (referrerURLCallback) {
		referrerURL = referrerURLCallback(referrerURL);
	}

	if (referrerOriginCallback) {
		referrerOrigin = referrerOriginCallback(referrerOrigin);
	}

	// 8.Execute the statements corresponding to the value of policy:
	const currentURL = new URL(request.url);

	switch (policy) {
		case 'no-referrer':
			return 'no-referrer';

		case 'origin':
			return referrerOrigin;

		case 'unsafe-url':
			return referrerURL;

		case 'strict-origin':
			// 1. If referrerURL is a potentially trustworthy URL and request's current URL is not a
			//    potentially trustworthy URL, then return no referrer.
			if (isUrlPotentiallyTrustworthy(referrerURL) && !isUrlPotentiallyTrustworthy(currentURL)) {
				return 'no-referrer';
			}

			// 2. Return referrerOrigin.
			return referrerOrigin.toString();

		case 'strict-origin-when-cross-origin':
			// 1. If the origin of referrerURL and the origin of request's current URL are the same, then
			//    return referrerURL.
			if (referrerURL.origin === currentURL.origin) {
				return referrerURL;
			}

			// 2. If referrerURL is a potentially trustworthy URL and request's current URL is not a
			//    potentially trustworthy URL, then return no referrer.
			if (isUrlPotentiallyTrustworthy(referrerURL) && !isUrlPotentiallyTrustworthy(currentURL)) {
				return 'no-referrer';
			}

			// 3. Return referrerOrigin.
			return referrerOrigin;

		case 'same-origin':
			// 1. If the origin of referrerURL and the origin of request's current URL are the same, then
			//    return referrerURL.
			if (referrerURL.origin === currentURL.origin) {
				return referrerURL;
			}

			// 2. Return no referrer.
			return 'no-referrer';

		case 'origin-when-cross-origin':
			// 1. If the origin of referrerURL and the origin of request's current URL are the same, then
			//    return referrerURL.
			if (referrerURL.origin === currentURL.origin) {
				return referrerURL;
			}

			// Return referrerOrigin.
			return referrerOrigin;

		case 'no-referrer-when-downgrade':
			// 1. If referrerURL is a potentially trustworthy URL and request's current URL is not a
			//    potentially trustworthy URL, then return no referrer.
			if (isUrlPotentiallyTrustworthy(referrerURL) && !isUrlPotentiallyTrustworthy(currentURL)) {
				return 'no-referrer';
			}

			// 2. Return referrerURL.
			return referrerURL;

		default:
			throw new TypeError(`Invalid referrerPolicy: ${policy}`);
	}
}

/**
 * @see {@link https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header|Referrer Policy §8.1. Parse a referrer policy from a Referrer-Policy header}
 * @param {Headers} headers Response headers
 * @returns {string} policy
 */
function parseReferrerPolicyFromHeader(headers) {
	// 1. Let policy-tokens be the result of extracting header list values given `Referrer-Policy`
	//    and response’s header list.
	const policyTokens = (headers.get('referrer-policy') || '').split(/[,\s]+/);

	// 2. Let policy be the empty string.
	let policy = '';

	// 3. For each token in policy-tokens, if token is a referrer policy and token is not the empty
	//    string, then set policy to token.
	// Note: This algorithm loops over multiple policy values to allow deployment of new policy
	// values with fallbacks for older user agents, as described in § 11.1 Unknown Policy Values.
	for (const token of policyTokens) {
		if (token && ReferrerPolicy.has(token)) {
			policy = token;
		}
	}

	// 4. Return policy.
	return policy;
}

;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/request.js
/**
 * Request.js
 *
 * Request class contains server only options
 *
 * All spec algorithm step numbers are based on https://fetch.spec.whatwg.org/commit-snapshots/ae716822cb3a61843226cd090eefc6589446c1d2/.
 */









const request_INTERNALS = Symbol('Request internals');

/**
 * Check if `obj` is an instance of Request.
 *
 * @param  {*} object
 * @return {boolean}
 */
const isRequest = object => {
	return (
		typeof object === 'object' &&
		typeof object[request_INTERNALS] === 'object'
	);
};

const doBadDataWarn = (0,external_node_util_namespaceObject.deprecate)(() => {},
	'.data is not a valid RequestInit property, use .body instead',
	'https://github.com/node-fetch/node-fetch/issues/1000 (request)');

/**
 * Request class
 *
 * Ref: https://fetch.spec.whatwg.org/#request-class
 *
 * @param   Mixed   input  Url or Request instance
 * @param   Object  init   Custom options
 * @return  Void
 */
class Request extends Body {
	constructor(input, init = {}) {
		let parsedURL;

		// Normalize input and force URL to be encoded as UTF-8 (https://github.com/node-fetch/node-fetch/issues/245)
		if (isRequest(input)) {
			parsedURL = new URL(input.url);
		} else {
			parsedURL = new URL(input);
			input = {};
		}

		if (parsedURL.username !== '' || parsedURL.password !== '') {
			throw new TypeError(`${parsedURL} is an url with embedded credentials.`);
		}

		let method = init.method || input.method || 'GET';
		if (/^(delete|get|head|options|post|put)$/i.test(method)) {
			method = method.toUpperCase();
		}

		if (!isRequest(init) && 'data' in init) {
			doBadDataWarn();
		}

		// eslint-disable-next-line no-eq-null, eqeqeq
		if ((init.body != null || (isRequest(input) && input.body !== null)) &&
			(method === 'GET' || method === 'HEAD')) {
			throw new TypeError('Request with GET/HEAD method cannot have body');
		}

		const inputBody = init.body ?
			init.body :
			(isRequest(input) && input.body !== null ?
				clone(input) :
				null);

		super(inputBody, {
			size: init.size || input.size || 0
		});

		const headers = new Headers(init.headers || input.headers || {});

		if (inputBody !== null && !headers.has('Content-Type')) {
			const contentType = extractContentType(inputBody, this);
			if (contentType) {
				headers.set('Content-Type', contentType);
			}
		}

		let signal = isRequest(input) ?
			input.signal :
			null;
		if ('signal' in init) {
			signal = init.signal;
		}

		// eslint-disable-next-line no-eq-null, eqeqeq
		if (signal != null && !isAbortSignal(signal)) {
			throw new TypeError('Expected signal to be an instanceof AbortSignal or EventTarget');
		}

		// §5.4, Request constructor steps, step 15.1
		// eslint-disable-next-line no-eq-null, eqeqeq
		let referrer = init.referrer == null ? input.referrer : init.referrer;
		if (referrer === '') {
			// §5.4, Request constructor steps, step 15.2
			referrer = 'no-referrer';
		} else if (referrer) {
			// §5.4, Request constructor steps, step 15.3.1, 15.3.2
			const parsedReferrer = new URL(referrer);
			// §5.4, Request constructor steps, step 15.3.3, 15.3.4
			referrer = /^about:(\/\/)?client$/.test(parsedReferrer) ? 'client' : parsedReferrer;
		} else {
			referrer = undefined;
		}

		this[request_INTERNALS] = {
			method,
			redirect: init.redirect || input.redirect || 'follow',
			headers,
			parsedURL,
			signal,
			referrer
		};

		// Node-fetch-only options
		this.follow = init.follow === undefined ? (input.follow === undefined ? 20 : input.follow) : init.follow;
		this.compress = init.compress === undefined ? (input.compress === undefined ? true : input.compress) : init.compress;
		this.counter = init.counter || input.counter || 0;
		this.agent = init.agent || input.agent;
		this.highWaterMark = init.highWaterMark || input.highWaterMark || 16384;
		this.insecureHTTPParser = init.insecureHTTPParser || input.insecureHTTPParser || false;

		// §5.4, Request constructor steps, step 16.
		// Default is empty string per https://fetch.spec.whatwg.org/#concept-request-referrer-policy
		this.referrerPolicy = init.referrerPolicy || input.referrerPolicy || '';
	}

	/** @returns {string} */
	get method() {
		return this[request_INTERNALS].method;
	}

	/** @returns {string} */
	get url() {
		return (0,external_node_url_namespaceObject.format)(this[request_INTERNALS].parsedURL);
	}

	/** @returns {Headers} */
	get headers() {
		return this[request_INTERNALS].headers;
	}

	get redirect() {
		return this[request_INTERNALS].redirect;
	}

	/** @returns {AbortSignal} */
	get signal() {
		return this[request_INTERNALS].signal;
	}

	// https://fetch.spec.whatwg.org/#dom-request-referrer
	get referrer() {
		if (this[request_INTERNALS].referrer === 'no-referrer') {
			return '';
		}

		if (this[request_INTERNALS].referrer === 'client') {
			return 'about:client';
		}

		if (this[request_INTERNALS].referrer) {
			return this[request_INTERNALS].referrer.toString();
		}

		return undefined;
	}

	get referrerPolicy() {
		return this[request_INTERNALS].referrerPolicy;
	}

	set referrerPolicy(referrerPolicy) {
		this[request_INTERNALS].referrerPolicy = validateReferrerPolicy(referrerPolicy);
	}

	/**
	 * Clone this request
	 *
	 * @return  Request
	 */
	clone() {
		return new Request(this);
	}

	get [Symbol.toStringTag]() {
		return 'Request';
	}
}

Object.defineProperties(Request.prototype, {
	method: {enumerable: true},
	url: {enumerable: true},
	headers: {enumerable: true},
	redirect: {enumerable: true},
	clone: {enumerable: true},
	signal: {enumerable: true},
	referrer: {enumerable: true},
	referrerPolicy: {enumerable: true}
});

/**
 * Convert a Request to Node.js http request options.
 *
 * @param {Request} request - A Request instance
 * @return The options object to be passed to http.request
 */
const getNodeRequestOptions = request => {
	const {parsedURL} = request[request_INTERNALS];
	const headers = new Headers(request[request_INTERNALS].headers);

	// Fetch step 1.3
	if (!headers.has('Accept')) {
		headers.set('Accept', '*/*');
	}

	// HTTP-network-or-cache fetch steps 2.4-2.7
	let contentLengthValue = null;
	if (request.body === null && /^(post|put)$/i.test(request.method)) {
		contentLengthValue = '0';
	}

	if (request.body !== null) {
		const totalBytes = getTotalBytes(request);
		// Set Content-Length if totalBytes is a number (that is not NaN)
		if (typeof totalBytes === 'number' && !Number.isNaN(totalBytes)) {
			contentLengthValue = String(totalBytes);
		}
	}

	if (contentLengthValue) {
		headers.set('Content-Length', contentLengthValue);
	}

	// 4.1. Main fetch, step 2.6
	// > If request's referrer policy is the empty string, then set request's referrer policy to the
	// > default referrer policy.
	if (request.referrerPolicy === '') {
		request.referrerPolicy = DEFAULT_REFERRER_POLICY;
	}

	// 4.1. Main fetch, step 2.7
	// > If request's referrer is not "no-referrer", set request's referrer to the result of invoking
	// > determine request's referrer.
	if (request.referrer && request.referrer !== 'no-referrer') {
		request[request_INTERNALS].referrer = determineRequestsReferrer(request);
	} else {
		request[request_INTERNALS].referrer = 'no-referrer';
	}

	// 4.5. HTTP-network-or-cache fetch, step 6.9
	// > If httpRequest's referrer is a URL, then append `Referer`/httpRequest's referrer, serialized
	// >  and isomorphic encoded, to httpRequest's header list.
	if (request[request_INTERNALS].referrer instanceof URL) {
		headers.set('Referer', request.referrer);
	}

	// HTTP-network-or-cache fetch step 2.11
	if (!headers.has('User-Agent')) {
		headers.set('User-Agent', 'node-fetch');
	}

	// HTTP-network-or-cache fetch step 2.15
	if (request.compress && !headers.has('Accept-Encoding')) {
		headers.set('Accept-Encoding', 'gzip, deflate, br');
	}

	let {agent} = request;
	if (typeof agent === 'function') {
		agent = agent(parsedURL);
	}

	// HTTP-network fetch step 4.2
	// chunked encoding is handled by Node.js

	const search = getSearch(parsedURL);

	// Pass the full URL directly to request(), but overwrite the following
	// options:
	const options = {
		// Overwrite search to retain trailing ? (issue #776)
		path: parsedURL.pathname + search,
		// The following options are not expressed in the URL
		method: request.method,
		headers: headers[Symbol.for('nodejs.util.inspect.custom')](),
		insecureHTTPParser: request.insecureHTTPParser,
		agent
	};

	return {
		/** @type {URL} */
		parsedURL,
		options
	};
};

;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/errors/abort-error.js


/**
 * AbortError interface for cancelled requests
 */
class AbortError extends FetchBaseError {
	constructor(message, type = 'aborted') {
		super(message, type);
	}
}

;// CONCATENATED MODULE: ./lib/node_modules/node-fetch/src/index.js
/**
 * Index.js
 *
 * a request API compatible with window.fetch
 *
 * All spec algorithm step numbers are based on https://fetch.spec.whatwg.org/commit-snapshots/ae716822cb3a61843226cd090eefc6589446c1d2/.
 */
























const supportedSchemas = new Set(['data:', 'http:', 'https:']);

/**
 * Fetch function
 *
 * @param   {string | URL | import('./request').default} url - Absolute url or Request instance
 * @param   {*} [options_] - Fetch options
 * @return  {Promise<import('./response').default>}
 */
async function fetch(url, options_) {
	return new Promise((resolve, reject) => {
		// Build request object
		const request = new Request(url, options_);
		const {parsedURL, options} = getNodeRequestOptions(request);
		if (!supportedSchemas.has(parsedURL.protocol)) {
			throw new TypeError(`node-fetch cannot load ${url}. URL scheme "${parsedURL.protocol.replace(/:$/, '')}" is not supported.`);
		}

		if (parsedURL.protocol === 'data:') {
			const data = dist(request.url);
			const response = new Response(data, {headers: {'Content-Type': data.typeFull}});
			resolve(response);
			return;
		}

		// Wrap http.request into fetch
		const send = (parsedURL.protocol === 'https:' ? external_node_https_namespaceObject : external_node_http_namespaceObject).request;
		const {signal} = request;
		let response = null;

		const abort = () => {
			const error = new AbortError('The operation was aborted.');
			reject(error);
			if (request.body && request.body instanceof external_node_stream_namespaceObject.Readable) {
				request.body.destroy(error);
			}

			if (!response || !response.body) {
				return;
			}

			response.body.emit('error', error);
		};

		if (signal && signal.aborted) {
			abort();
			return;
		}

		const abortAndFinalize = () => {
			abort();
			finalize();
		};

		// Send request
		const request_ = send(parsedURL.toString(), options);

		if (signal) {
			signal.addEventListener('abort', abortAndFinalize);
		}

		const finalize = () => {
			request_.abort();
			if (signal) {
				signal.removeEventListener('abort', abortAndFinalize);
			}
		};

		request_.on('error', error => {
			reject(new FetchError(`request to ${request.url} failed, reason: ${error.message}`, 'system', error));
			finalize();
		});

		fixResponseChunkedTransferBadEnding(request_, error => {
			if (response && response.body) {
				response.body.destroy(error);
			}
		});

		/* c8 ignore next 18 */
		if (process.version < 'v14') {
			// Before Node.js 14, pipeline() does not fully support async iterators and does not always
			// properly handle when the socket close/end events are out of order.
			request_.on('socket', s => {
				let endedWithEventsCount;
				s.prependListener('end', () => {
					endedWithEventsCount = s._eventsCount;
				});
				s.prependListener('close', hadError => {
					// if end happened before close but the socket didn't emit an error, do it now
					if (response && endedWithEventsCount < s._eventsCount && !hadError) {
						const error = new Error('Premature close');
						error.code = 'ERR_STREAM_PREMATURE_CLOSE';
						response.body.emit('error', error);
					}
				});
			});
		}

		request_.on('response', response_ => {
			request_.setTimeout(0);
			const headers = fromRawHeaders(response_.rawHeaders);

			// HTTP fetch step 5
			if (isRedirect(response_.statusCode)) {
				// HTTP fetch step 5.2
				const location = headers.get('Location');

				// HTTP fetch step 5.3
				let locationURL = null;
				try {
					locationURL = location === null ? null : new URL(location, request.url);
				} catch {
					// error here can only be invalid URL in Location: header
					// do not throw when options.redirect == manual
					// let the user extract the errorneous redirect URL
					if (request.redirect !== 'manual') {
						reject(new FetchError(`uri requested responds with an invalid redirect URL: ${location}`, 'invalid-redirect'));
						finalize();
						return;
					}
				}

				// HTTP fetch step 5.5
				switch (request.redirect) {
					case 'error':
						reject(new FetchError(`uri requested responds with a redirect, redirect mode is set to error: ${request.url}`, 'no-redirect'));
						finalize();
						return;
					case 'manual':
						// Nothing to do
						break;
					case 'follow': {
						// HTTP-redirect fetch step 2
						if (locationURL === null) {
							break;
						}

						// HTTP-redirect fetch step 5
						if (request.counter >= request.follow) {
							reject(new FetchError(`maximum redirect reached at: ${request.url}`, 'max-redirect'));
							finalize();
							return;
						}

						// HTTP-redirect fetch step 6 (counter increment)
						// Create a new Request object.
						const requestOptions = {
							headers: new Headers(request.headers),
							follow: request.follow,
							counter: request.counter + 1,
							agent: request.agent,
							compress: request.compress,
							method: request.method,
							body: clone(request),
							signal: request.signal,
							size: request.size,
							referrer: request.referrer,
							referrerPolicy: request.referrerPolicy
						};

						// when forwarding sensitive headers like "Authorization",
						// "WWW-Authenticate", and "Cookie" to untrusted targets,
						// headers will be ignored when following a redirect to a domain
						// that is not a subdomain match or exact match of the initial domain.
						// For example, a redirect from "foo.com" to either "foo.com" or "sub.foo.com"
						// will forward the sensitive headers, but a redirect to "bar.com" will not.
						// headers will also be ignored when following a redirect to a domain using
						// a different protocol. For example, a redirect from "https://foo.com" to "http://foo.com"
						// will not forward the sensitive headers
						if (!isDomainOrSubdomain(request.url, locationURL) || !isSameProtocol(request.url, locationURL)) {
							for (const name of ['authorization', 'www-authenticate', 'cookie', 'cookie2']) {
								requestOptions.headers.delete(name);
							}
						}

						// HTTP-redirect fetch step 9
						if (response_.statusCode !== 303 && request.body && options_.body instanceof external_node_stream_namespaceObject.Readable) {
							reject(new FetchError('Cannot follow redirect with body being a readable stream', 'unsupported-redirect'));
							finalize();
							return;
						}

						// HTTP-redirect fetch step 11
						if (response_.statusCode === 303 || ((response_.statusCode === 301 || response_.statusCode === 302) && request.method === 'POST')) {
							requestOptions.method = 'GET';
							requestOptions.body = undefined;
							requestOptions.headers.delete('content-length');
						}

						// HTTP-redirect fetch step 14
						const responseReferrerPolicy = parseReferrerPolicyFromHeader(headers);
						if (responseReferrerPolicy) {
							requestOptions.referrerPolicy = responseReferrerPolicy;
						}

						// HTTP-redirect fetch step 15
						resolve(fetch(new Request(locationURL, requestOptions)));
						finalize();
						return;
					}

					default:
						return reject(new TypeError(`Redirect option '${request.redirect}' is not a valid value of RequestRedirect`));
				}
			}

			// Prepare response
			if (signal) {
				response_.once('end', () => {
					signal.removeEventListener('abort', abortAndFinalize);
				});
			}

			let body = headers.get('Content-Encoding') === null ? response_ : (0,external_node_stream_namespaceObject.pipeline)(response_, new external_node_stream_namespaceObject.PassThrough(), error => {
				if (error) {
					reject(error);
				}
			});
			// see https://github.com/nodejs/node/pull/29376
			/* c8 ignore next 3 */
			if (process.version < 'v12.10') {
				response_.on('aborted', abortAndFinalize);
			}

			const responseOptions = {
				url: request.url,
				status: response_.statusCode,
				statusText: response_.statusMessage,
				headers,
				size: request.size,
				counter: request.counter,
				highWaterMark: request.highWaterMark
			};

			// HTTP-network fetch step 12.1.1.3
			const codings = headers.get('Content-Encoding');

			// HTTP-network fetch step 12.1.1.4: handle content codings

			// in following scenarios we ignore compression support
			// 1. compression support is disabled
			// 2. HEAD request
			// 3. no Content-Encoding header
			// 4. no content response (204)
			// 5. content not modified response (304)
			if (!request.compress || request.method === 'HEAD' || codings === null || response_.statusCode === 204 || response_.statusCode === 304) {
				response = new Response(body, responseOptions);
				resolve(response);
				return;
			}

			// For Node v6+
			// Be less strict when decoding compressed responses, since sometimes
			// servers send slightly invalid responses that are still accepted
			// by common browsers.
			// Always using Z_SYNC_FLUSH is what cURL does.
			const zlibOptions = {
				flush: external_node_zlib_namespaceObject.Z_SYNC_FLUSH,
				finishFlush: external_node_zlib_namespaceObject.Z_SYNC_FLUSH
			};

			// For gzip
			if (codings === 'gzip' || codings === 'x-gzip') {
				body = (0,external_node_stream_namespaceObject.pipeline)(body, external_node_zlib_namespaceObject.createGunzip(zlibOptions), error => {
					if (error) {
						reject(error);
					}
				});
				response = new Response(body, responseOptions);
				resolve(response);
				return;
			}

			// For deflate
			if (codings === 'deflate' || codings === 'x-deflate') {
				// Handle the infamous raw deflate response from old servers
				// a hack for old IIS and Apache servers
				const raw = (0,external_node_stream_namespaceObject.pipeline)(response_, new external_node_stream_namespaceObject.PassThrough(), error => {
					if (error) {
						reject(error);
					}
				});
				raw.once('data', chunk => {
					// See http://stackoverflow.com/questions/37519828
					if ((chunk[0] & 0x0F) === 0x08) {
						body = (0,external_node_stream_namespaceObject.pipeline)(body, external_node_zlib_namespaceObject.createInflate(), error => {
							if (error) {
								reject(error);
							}
						});
					} else {
						body = (0,external_node_stream_namespaceObject.pipeline)(body, external_node_zlib_namespaceObject.createInflateRaw(), error => {
							if (error) {
								reject(error);
							}
						});
					}

					response = new Response(body, responseOptions);
					resolve(response);
				});
				raw.once('end', () => {
					// Some old IIS servers return zero-length OK deflate responses, so
					// 'data' is never emitted. See https://github.com/node-fetch/node-fetch/pull/903
					if (!response) {
						response = new Response(body, responseOptions);
						resolve(response);
					}
				});
				return;
			}

			// For br
			if (codings === 'br') {
				body = (0,external_node_stream_namespaceObject.pipeline)(body, external_node_zlib_namespaceObject.createBrotliDecompress(), error => {
					if (error) {
						reject(error);
					}
				});
				response = new Response(body, responseOptions);
				resolve(response);
				return;
			}

			// Otherwise, use response as-is
			response = new Response(body, responseOptions);
			resolve(response);
		});

		// eslint-disable-next-line promise/prefer-await-to-then
		writeToStream(request_, request).catch(reject);
	});
}

function fixResponseChunkedTransferBadEnding(request, errorCallback) {
	const LAST_CHUNK = external_node_buffer_namespaceObject.Buffer.from('0\r\n\r\n');

	let isChunkedTransfer = false;
	let properLastChunkReceived = false;
	let previousChunk;

	request.on('response', response => {
		const {headers} = response;
		isChunkedTransfer = headers['transfer-encoding'] === 'chunked' && !headers['content-length'];
	});

	request.on('socket', socket => {
		const onSocketClose = () => {
			if (isChunkedTransfer && !properLastChunkReceived) {
				const error = new Error('Premature close');
				error.code = 'ERR_STREAM_PREMATURE_CLOSE';
				errorCallback(error);
			}
		};

		const onData = buf => {
			properLastChunkReceived = external_node_buffer_namespaceObject.Buffer.compare(buf.slice(-5), LAST_CHUNK) === 0;

			// Sometimes final 0-length chunk and end of message code are in separate packets
			if (!properLastChunkReceived && previousChunk) {
				properLastChunkReceived = (
					external_node_buffer_namespaceObject.Buffer.compare(previousChunk.slice(-3), LAST_CHUNK.slice(0, 3)) === 0 &&
					external_node_buffer_namespaceObject.Buffer.compare(buf.slice(-2), LAST_CHUNK.slice(3)) === 0
				);
			}

			previousChunk = buf;
		};

		socket.prependListener('close', onSocketClose);
		socket.on('data', onData);

		request.on('close', () => {
			socket.removeListener('close', onSocketClose);
			socket.removeListener('data', onData);
		});
	});
}

;// CONCATENATED MODULE: ./lib/feishu/transport.js




const answerLimit = 10 * 1024 * 1024;
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
function proxySecrets(env) {
    return proxyVariables.flatMap((name) => {
        const value = (env[name] ?? '').replace(/^[a-z]+:\/\//i, '');
        const [, user = '', password = ''] = /^([^:@/]*):(.*)@/.exec(value) ?? [];
        if (password === '')
            return [];
        const [plainUser, plain] = [decode(user), decode(password)];
        return [password, plain, Buffer.from(`${plainUser}:${plain}`).toString('base64')];
    });
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
function createTransport(baseUrl, env) {
    let ready = false;
    const sockets = new Set();
    const onReady = () => {
        ready = true;
    };
    const agent = watchedAgent(baseUrl.startsWith('https:'), env, sockets, onReady);
    return {
        async exchange({ url, ...request }, signal) {
            ready = false;
            let http_status;
            try {
                const response = await fetch(url, { ...request, agent, signal, redirect: 'manual' });
                http_status = response.status;
                const { text, whole } = await read(response.body ?? []);
                const header = (name) => response.headers.get(name) ?? undefined;
                return { kind: 'answered', http_status, header, text, whole };
            }
            catch (error) {
                const cause = causeOf(error);
                if (http_status === undefined)
                    return { kind: 'unanswered', cause, sent: ready };
                return { kind: 'unanswered', cause: `the answer cannot be read to its end: ${cause}`, sent: true, http_status };
            }
        },
        close() {
            for (const socket of sockets)
                socket.destroy();
        },
    };
}
function proxies(secure, env) {
    const names = proxyVariables.filter((name) => env[name] && name.toLowerCase() === (secure ? 'https_proxy' : 'http_proxy'));
    if (names.length === 0)
        return {};
    const urls = names.map((name) => {
        const value = env[name]?.trim() ?? '';
        const url = URL.parse(value.includes('://') ? value : `http://${value}`);
        if (!url || !/^https?:$/.test(url.protocol))
            throw new Error(`The variable ${name} holds no http or https URL of a proxy.`);
        return [name, url.href];
    });
    return { proxyEnv: { ...env, ...Object.fromEntries(urls), no_proxy: bypassed(env.no_proxy || env.NO_PROXY) } };
}
function bypassed(noProxy = '') {
    const entries = noProxy.split(/[\s,]+/).filter((entry) => entry !== '');
    return entries.flatMap((entry) => (/^[.*]/.test(entry) ? [entry] : [entry, `.${entry}`])).join(',');
}
function watchedAgent(secure, env, sockets, onReady) {
    const options = { keepAlive: true, ...proxies(secure, env) };
    const agent = secure ? new external_node_https_namespaceObject.Agent(options) : new external_node_http_namespaceObject.Agent(options);
    const watch = (socket) => {
        if (socket)
            sockets.add(socket);
        socket?.once('close', () => sockets.delete(socket));
        if (secure ? socket instanceof external_node_tls_namespaceObject.TLSSocket : socket)
            socket?.once(secure ? 'secureConnect' : 'connect', onReady);
        return socket;
    };
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (target, done) => watch(connect(target, (error, socket) => {
        if (!error && socket)
            onReady();
        done?.(error, socket);
    }));
    const reuse = agent.reuseSocket.bind(agent);
    agent.reuseSocket = (socket, request) => {
        onReady();
        reuse(socket, request);
    };
    return agent;
}
async function read(body) {
    const chunks = [];
    let size = 0;
    for await (const chunk of body) {
        chunks.push(Buffer.from(chunk));
        size += chunk.length;
        if (size > answerLimit)
            break;
    }
    return {
        text: Buffer.concat(chunks)
            .toString('utf8')
            .replace(/^\uFEFF/, ''),
        whole: size <= answerLimit,
    };
}
function causeOf(error) {
    if (!(error instanceof Error))
        return String(error);
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
    const reason = error.message.replace(/^request to \S+ failed, reason: ?/, '').trim();
    return reason === '' || reason === code ? code : `${code}: ${reason}`;
}


/***/ }),

/***/ 691:
/***/ ((__webpack_module__, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__nccwpck_require__.r(__webpack_exports__);
/* harmony import */ var _feishu_clock_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(620);
/* harmony import */ var _feishu_transport_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(844);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(804);



const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => cancel.abort());
await (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .run */ .e)({
    openTransport: (baseUrl) => (0,_feishu_transport_js__WEBPACK_IMPORTED_MODULE_1__/* .createTransport */ .oO)(baseUrl, process.env),
    clock: _feishu_clock_js__WEBPACK_IMPORTED_MODULE_0__/* .systemClock */ .m,
    random: Math.random,
    cancelled: cancel.signal,
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ay: () => (__WEBPACK_DEFAULT_EXPORT__),
/* harmony export */   ZH: () => (/* binding */ Blob)
/* harmony export */ });
/* unused harmony exports Blob, blobFrom, blobFromSync, fileFrom, fileFromSync */
/** Stands in for fetch-blob: a step sends text and reads text, and the real one brings web streams along. */
class Blob {
  constructor() {
    leftOut()
  }
}

function leftOut() {
  throw new TypeError('Blob is left out of this bundle: see bundle/packages.mjs')
}

/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (Blob);



/***/ }),

/***/ 939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ formDataToBlob),
/* harmony export */   f: () => (/* binding */ FormData)
/* harmony export */ });
const leftOut = 'FormData is left out of this bundle: see bundle/packages.mjs'

/** Stands in for formdata-polyfill: node-fetch asks of every body whether it is a form, and none is. */
class FormData {
  constructor() {
    throw new TypeError(leftOut)
  }

  static [Symbol.hasInstance]() {
    return false
  }
}

function formDataToBlob() {
  throw new TypeError(leftOut)
}


/***/ }),

/***/ 804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

;// CONCATENATED MODULE: ./lib/json.js
const scalar = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const space = /[ \t\n\r]*/y;
const longDigits = /\d{16}/;
function parseExact(text) {
    return longDigits.test(text)
        ? JSON.parse(text, (_key, value, { source }) => exactInteger(value, source))
        : JSON.parse(text);
}
function parseVerbatim(text) {
    return JSON.parse(text, (_key, value, { source }) => {
        const exact = exactInteger(value, source);
        return typeof exact === 'number' && source !== undefined ? JSON.rawJSON(source) : exact;
    });
}
function exactInteger(value, source) {
    const rounded = typeof value === 'number' && !Number.isSafeInteger(value);
    return rounded && source !== undefined && /^-?\d+$/.test(source) ? source : value;
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function breakOf(text) {
    const open = [];
    let at = 0;
    let wanted = 'value';
    for (;;) {
        space.lastIndex = at;
        space.test(text);
        at = space.lastIndex;
        const next = text[at];
        const inside = open.at(-1);
        if (wanted === 'colon') {
            if (next !== ':')
                return at;
            wanted = 'value';
        }
        else if (wanted === 'comma or end' && next === ',' && inside !== undefined) {
            wanted = inside === '{' ? 'key' : 'value';
        }
        else if ((next === '}' && inside === '{' && (wanted === 'comma or end' || wanted === 'key or }')) ||
            (next === ']' && inside === '[' && (wanted === 'comma or end' || wanted === 'value or ]'))) {
            open.pop();
            wanted = 'comma or end';
        }
        else if (wanted === 'comma or end') {
            return at;
        }
        else if ((next === '{' || next === '[') && (wanted === 'value' || wanted === 'value or ]')) {
            open.push(next);
            wanted = next === '{' ? 'key or }' : 'value or ]';
        }
        else {
            const key = wanted === 'key' || wanted === 'key or }';
            scalar.lastIndex = at;
            if ((key && next !== '"') || !scalar.test(text))
                return at;
            at = scalar.lastIndex;
            wanted = key ? 'colon' : 'comma or end';
            continue;
        }
        at += 1;
    }
}
function placeOf(text, offset) {
    const before = text.slice(0, offset).split('\n');
    const line = before.length;
    const column = (before.at(-1) ?? '').length + 1;
    const whole = (text.split('\n')[line - 1] ?? '').replace(/\r$/, '');
    const start = Math.max(0, column - 41);
    const excerpt = `${start > 0 ? '…' : ''}${whole.slice(start, start + 80)}${whole.length > start + 80 ? '…' : ''}`;
    return { line, column, excerpt: excerpt.trim() };
}

;// CONCATENATED MODULE: ./lib/feishu/answer.js

function readAnswer(exchange) {
    const { http_status, header, text } = exchange;
    const parsed = http_status >= 300 && http_status < 400 ? undefined : parse(exchange);
    const body = isObject(parsed) ? parsed : undefined;
    const error = isObject(body?.error) ? body.error : {};
    const log_id = [header('x-tt-logid'), header('x-request-id'), error.log_id, error.logid, body?.log_id]
        .map(scalarText)
        .find((id) => id);
    const envelope = { http_status, log_id, text, retryAfter: retryAfter(header) };
    if (body && typeof body.code === 'number') {
        return { ...envelope, kind: 'feishu', code: body.code, msg: scalarText(body.msg) ?? '', body };
    }
    return { ...envelope, kind: 'foreign', problem: problemOf(exchange, parsed), firstLine: firstLine(text) };
}
function parse({ text, whole }) {
    try {
        return whole ? parseExact(text) : undefined;
    }
    catch {
        return undefined;
    }
}
function problemOf({ http_status, text, whole }, parsed) {
    if (http_status >= 300 && http_status < 400)
        return 'the answer is a redirect, which is never followed';
    if (!whole)
        return 'the answer is over 10 MiB';
    if (text.trim() === '')
        return 'the answer is empty';
    if (parsed === undefined)
        return 'the answer is not JSON';
    return isObject(parsed) ? 'the answer has no numeric code' : 'the answer is not a JSON object';
}
function firstLine(text) {
    const line = /\S[^\r\n]*/.exec(text)?.[0] ?? '';
    return withoutTokens(line.slice(0, 10_000));
}
function withoutTokens(text) {
    return text.replace(/((?:token|secret|authorization)\w{0,40}\\*["']?\s{0,9}[:=]\s{0,9}\\*["']?(?:bearer\s{1,9})?)[^"'\s,;&}\\]+/gi, '$1***');
}
function retryAfter(header) {
    const [reset, after] = [header('x-ogw-ratelimit-reset'), header('retry-after')];
    const date = httpDate.test(after ?? '') ? Math.max(0, (Date.parse(after ?? '') - Date.now()) / 1000) : Number.NaN;
    return [inSeconds(reset), inSeconds(after), date].find((seconds) => !Number.isNaN(seconds));
}
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
function inSeconds(value) {
    return /^\d+(\.\d+)?$/.test(value ?? '') ? Number(value) : Number.NaN;
}
function scalarText(value) {
    if (typeof value === 'string')
        return value;
    return typeof value === 'number' ? String(value) : undefined;
}
function detailsOf(answer) {
    const error = isObject(answer.body.error) ? answer.body.error : {};
    const scopes = objects(error.permission_violations).flatMap(({ subject, scope }) => texts(subject ?? scope));
    const fields = objects(error.field_violations)
        .map(({ field, description }) => [...texts(field), ...texts(description)].join(': '))
        .filter((field) => field !== '');
    const troubleshooter = /https:\/\/\S+/.exec(scalarText(error.troubleshooter) ?? '')?.[0];
    const links = [...objects(error.helps), ...objects(error.permission_violations)].flatMap(({ url }) => texts(url));
    return {
        details: [
            ...(scopes.length > 0 ? [`Missing, any one of these scopes: ${scopes.join(', ')}.`] : []),
            ...(fields.length > 0 ? [`Feishu names: ${fields.join('; ')}.`] : []),
        ],
        links: [...new Set([...links, ...texts(troubleshooter)])].filter((link) => link.startsWith('https://')),
    };
}
function texts(value) {
    const text = scalarText(value);
    return text ? [text] : [];
}
function objects(value) {
    return Array.isArray(value) ? value.filter(isObject) : [];
}

// EXTERNAL MODULE: ./lib/feishu/clock.js
var feishu_clock = __nccwpck_require__(620);
;// CONCATENATED MODULE: ./lib/feishu/error-table.js
const unknownPath = 'Feishu knows no such path: set domain to feishu, lark or the base URL of your private deployment, without /open-apis.';
const errorTable = [
    { codes: [99991661], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'No token reached Feishu: check that the secret behind app_secret or access_token is set in this run; ' +
            'pull requests from forks get no secrets.' },
    { codes: [99991663, 99991664, 99991665, 99991671, 20013], class: 'auth', idempotent: 'refresh', execute: 'refresh',
        hint: 'The tenant token is invalid, expired, of the wrong type or of the other platform: give app_id and ' +
            'app_secret instead of access_token, and set domain to where the app lives (feishu or lark).' },
    { codes: [99991668, 99991677, 20005, 20006], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'The user token is invalid or expired, or this call takes none: pass a fresh access_token, or give app_id ' +
            'and app_secret instead.' },
    { codes: [4001, 20014, 99991641, 99991642, 99991643, 99991644, 99991645, 99991669, 99991670],
        class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'The token or its session is no longer valid: pass a fresh access_token, or give app_id and app_secret ' +
            'instead.' },
    { codes: [10003], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'app_id or app_secret is empty or malformed: check that both are set in this run; an app_id looks like ' +
            'cli_ and 16 characters.' },
    { codes: [10014], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'The app is unknown or disabled, or its secret is wrong: check app_id and app_secret, and that domain is ' +
            'where the app lives (feishu or lark).' },
    { codes: [10015, 99991543, 20002], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'app_secret does not belong to this app_id: copy both again from the same app.' },
    { codes: [10005, 10012, 10013], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'This app cannot get a token: give app_id and app_secret of a custom app of your own tenant.' },
    { codes: [99991662, 99991673, 20009, 11207, 11210], class: 'auth', idempotent: 'no', execute: 'no',
        hint: 'The app is disabled, or not published or installed in this tenant: publish it and have a tenant admin ' +
            'enable it.' },
    { codes: [99991672], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The app lacks a scope: add it on the app\'s permissions page, then publish a new version of the app.' },
    { codes: [99991676, 99991679, 99991674], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The token lacks the permission: have the user authorise the app again and pass the new access_token.' },
    { codes: [99991401], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The runner\'s IP is not on the app\'s allow-list: hosted runners have no fixed IP, so use a self-hosted ' +
            'runner whose IP is listed, or drop the list.' },
    { codes: [91403], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The app is no collaborator of this base: open the base, choose … → More → Add document app, and give the ' +
            'app "can manage".' },
    { codes: [1254302, 1254304], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The base has advanced permissions: open it, choose … → More → Add document app, and give the app ' +
            '"can manage".' },
    { codes: [1254303, 1254305], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The tenant or the wiki space restricts this base: ask its admin to let the app in.' },
    { codes: [131006], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'The app cannot read this wiki page: add the app to the wiki space.' },
    { codes: [2320005], class: 'permission', idempotent: 'no', execute: 'no',
        hint: 'Have the low-code app\'s admin authorise your App ID for this flow (App management → Open API), and check ' +
            'operator.' },
    { codes: [1254000, 1254001, 1254010, 1254800], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Feishu rejected the request: check app_token and workflow_id; operation list-workflows shows the ids of ' +
            'a base.' },
    { codes: [1254003], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'app_token is malformed: paste the whole link of the base or of its wiki page; the token in a /wiki/ link ' +
            'is no app_token.' },
    { codes: [1254004], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Feishu speaks of a wrong table id: a tbl… id is neither an app_token nor a workflow_id, so paste the ' +
            'whole link of the base as app_token.' },
    { codes: [1254301], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Advanced permissions are not available in this base: check with its owner, and that app_token names the ' +
            'right one.' },
    { codes: [9499, 4000, 10001, 10100, 10400, 20001, 99992402], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Feishu rejected a parameter: correct the input that its message or the listed fields name.' },
    { codes: [2320001, 2320006], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Check namespace (it ends in __c), flow_id (the flow\'s API name), operator (_id or email of a user of the ' +
            'low-code platform) and params.' },
    { codes: [99991301], class: 'bad input', idempotent: 'no', execute: 'no',
        hint: 'Feishu does not take this HTTP method here: set domain to feishu, lark or the base URL of your private ' +
            'deployment, without /open-apis.' },
    { codes: [1254040, 91402], class: 'not found', idempotent: 'no', execute: 'no',
        hint: 'No such base: paste the whole link of the base or of its wiki page as app_token, and use an app of the ' +
            'same tenant on the same platform (Feishu or Lark).' },
    { codes: [1254041], class: 'not found', idempotent: 'no', execute: 'no',
        hint: 'No such table in this base: paste the whole link of the base as app_token.' },
    { codes: [131002, 131005], class: 'not found', idempotent: 'no', execute: 'no',
        hint: 'No such wiki page: paste its whole link as app_token, and use an app of the same tenant on the same ' +
            'platform (Feishu or Lark).' },
    { codes: [2320003, 2320004], class: 'not found', idempotent: 'no', execute: 'no',
        hint: 'The low-code platform does not know this tenant or operator: take _id or email for operator from that ' +
            'platform, and use an app of the same tenant.' },
    { codes: [99991201], class: 'not found', idempotent: 'no', execute: 'no', hint: unknownPath },
    { codes: [99991400], class: 'rate limit', idempotent: 'yes', execute: 'yes',
        hint: 'Too many calls, and this one was refused before anything ran: run again later, with fewer jobs at once or ' +
            'a higher max_attempts.' },
    { codes: [1254290, 1254112], class: 'rate limit', idempotent: 'yes', execute: 'no',
        hint: 'The base is busy: let one job at a time write to it (a concurrency group does that), then run again.' },
    { codes: [99991403, 90003087, 90003088, 1254306], class: 'quota', idempotent: 'no', execute: 'no',
        hint: 'A quota of the plan or of this month is used up: running again does not help, so ask your Feishu admin.' },
    { codes: [1254036], class: 'transient', idempotent: 'yes', execute: 'no', firstWaitSeconds: 5,
        hint: 'The base is still being copied, which takes seconds to minutes: run again later, or raise max_attempts.' },
    { codes: [1254291, 1254607, 1254608], class: 'transient', idempotent: 'yes', execute: 'no',
        hint: 'The base was being changed at the same moment: let one job at a time write to it, then run again.' },
    { codes: [1255040], class: 'transient', idempotent: 'yes', execute: 'no',
        hint: 'The base timed out: run again, and if it stays so, give Feishu support the log_id.' },
    { codes: [1254002], class: 'ambiguous', idempotent: 'yes', execute: 'no',
        hint: 'Too many changes, parallel calls or a wrong parameter: check app_token and workflow_id, let one job at a ' +
            'time write to the base, then run again.' },
    { codes: [131001, 131009], class: 'transient', idempotent: 'yes', execute: 'no',
        hint: 'The wiki was busy: run again, or give the base\'s own app_token instead of the wiki link.' },
    { codes: [131007], class: 'internal', idempotent: 'no', execute: 'no',
        hint: 'The wiki failed inside, and Feishu advises against repeating: give Feishu support the log_id, or give ' +
            'the base\'s own app_token instead of the wiki link.' },
    { codes: [2200, 5000, 1500, 1663, 1668, 10101, 10500], class: 'transient', idempotent: 'yes', execute: 'key',
        hint: 'Feishu\'s servers were busy: run again later; for execute-flow, with the same idempotent_key.' },
    { codes: [1254200, 1255001, 1255002, 1255003, 1255004, 1255005],
        class: 'internal', idempotent: 'twice', execute: 'no',
        hint: 'Feishu failed inside: run again later, and if it stays so, give Feishu support the log_id.' },
    { codes: [1255006, 1254606], class: 'conflict', idempotent: 'no', execute: 'no',
        hint: 'Two requests collided and nothing was changed: run again.' },
    { codes: [2320002], class: 'internal', idempotent: 'no', execute: 'key',
        hint: 'The low-code platform failed inside: give Feishu support the log_id, and run again only with the same ' +
            'idempotent_key.' },
];
const codelessTable = {
    'unknown path': { class: 'not found', idempotent: 'no', execute: 'no', hint: unknownPath },
    'http 5xx': { class: 'transient', idempotent: 'yes', execute: 'key',
        hint: 'Feishu or a proxy before it failed: run again later; for execute-flow, with the same idempotent_key, ' +
            'since the flow may be running.' },
    'not sent': { class: 'network', idempotent: 'yes', execute: 'yes',
        hint: 'Nothing was sent: check domain, the runner\'s firewall and HTTPS_PROXY, and for a certificate ' +
            'NODE_EXTRA_CA_CERTS.' },
    'outcome unknown': { class: 'network', idempotent: 'yes', execute: 'key',
        hint: 'The request went out and no answer came back: run again, for execute-flow with the same idempotent_key, ' +
            'or raise timeout_seconds.' },
    'anything else': { class: 'unknown', idempotent: 'no', execute: 'no',
        hint: 'Look the code up in Feishu\'s documentation or give Feishu support the log_id; if there is no code, check ' +
            'domain and any proxy in between.' },
};
const innerHints = {
    k_wf_ec_2001006: 'No such flow: check namespace and flow_id, which is the flow\'s API name.',
    k_wf_ec_2001004: 'This type of flow cannot be called: give the flow_id of another one.',
    k_wf_ec_200036: 'No permission on this flow: have the low-code app\'s admin authorise your App ID for it ' +
        '(App management → Open API), and check operator.',
    k_wf_ec_2001002: 'A required input of the flow is missing: add it to params.',
    k_wf_ec_2001008: 'This idempotent_key was used before: if the flow shall start once more, give a new key or leave the input out.',
};
function entryFor(code) {
    return errorTable.find((entry) => entry.codes.includes(code));
}
function innerHint(code) {
    return Object.hasOwn(innerHints, code) ? innerHints[code] : undefined;
}

;// CONCATENATED MODULE: ./lib/feishu/failure.js
class FeishuFailure extends Error {
    failure;
    constructor(failure) {
        super(failure.what);
        this.failure = failure;
    }
}
function sentences(operation, failure, hide) {
    const { call, what, firstLine, code, msg, http_status, log_id, details, notes, hint } = failure;
    const whose = call === operation ? `${operation} failed` : `${operation} failed at its ${call}`;
    return [
        sentence(firstLine ? `${whose}: ${what}: ${brief(firstLine, hide)}` : `${whose}: ${what}`),
        ...(code === undefined
            ? []
            : [sentence(`code ${brief(code, hide)}${msg ? `: ${brief(msg, hide)}` : ', without a msg'}`)]),
        ...(http_status === undefined ? [] : [`HTTP status ${http_status}.`]),
        ...(log_id === undefined ? [] : [`log_id ${brief(log_id, hide)}.`]),
        ...details.map((detail) => brief(detail, hide)),
        ...notes,
        hint,
    ];
}
function reason({ code, msg, what, firstLine, http_status }, hide) {
    const status = http_status === undefined ? '' : `HTTP ${http_status}, `;
    if (code === undefined)
        return `${status}${what}${firstLine ? `: ${brief(firstLine, hide)}` : ''}`;
    return `${status}code ${brief(code, hide)}${msg ? ` ${brief(msg, hide)}` : ''}`;
}
function brief(words, hide) {
    const shown = hide(words.slice(0, 10_000));
    return shown.length > 500 ? `${shown.slice(0, 500)}…` : shown;
}
function sentence(text) {
    const trimmed = text.trim();
    return /[.!?。！？…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
function unexpected(call, { answer, attempts }, what, hint) {
    const { http_status, log_id, text } = answer;
    const common = { call: call.name, http_status, log_id, details: [], notes: [], links: [], cancelled: false, attempts };
    return new FeishuFailure({ ...common, what, response: text, hint });
}

;// CONCATENATED MODULE: ./lib/feishu/retry.js

const longestAskedWait = 120;
function judge(call, attempt) {
    const row = rowFor(attempt);
    const { hint, firstWaitSeconds: firstWait = 1 } = row;
    const http_status = attempt.kind === 'unanswered' ? 0 : attempt.http_status;
    const unlisted = row === codelessTable['anything else'];
    if (call.repeat.safe === 'always') {
        const atFault = http_status === 429 || http_status >= 500;
        const repeat = unlisted && atFault ? 'yes' : row.idempotent;
        const ambiguous = row === codelessTable['outcome unknown'] && call.method === 'PUT';
        return { repeat, ambiguous, hint, firstWait };
    }
    const silent = unlisted && (http_status >= 500 || (attempt.kind === 'foreign' && http_status < 300));
    return {
        repeat: row.execute === 'key' ? 'yes' : row.execute,
        ambiguous: row.execute === 'key' || silent,
        hint,
        firstWait,
    };
}
function rowFor(attempt) {
    if (attempt.kind === 'unanswered')
        return codelessTable[attempt.sent ? 'outcome unknown' : 'not sent'];
    if (attempt.kind === 'feishu')
        return entryFor(attempt.code) ?? codelessTable['anything else'];
    if (attempt.http_status === 404)
        return codelessTable['unknown path'];
    return codelessTable[attempt.http_status >= 500 ? 'http 5xx' : 'anything else'];
}
function nextStep({ repeat, firstWait }, { attempts, waits, internal, renewed }, maxAttempts, asked, random) {
    if (attempts >= maxAttempts || repeat === 'no' || (repeat === 'twice' && internal === 2))
        return { kind: 'stop' };
    if (repeat === 'refresh')
        return renewed ? { kind: 'stop' } : { kind: 'renew' };
    if (asked === undefined)
        return { kind: 'wait', ms: Math.round(random * Math.min(30, firstWait * 2 ** waits) * 1000) };
    if (asked <= longestAskedWait)
        return { kind: 'wait', ms: Math.ceil(asked * 1000) };
    return {
        kind: 'stop',
        note: `The server asks to wait ${asked} s, and a step waits ${longestAskedWait} s at the most.`,
    };
}

;// CONCATENATED MODULE: ./lib/feishu/token.js

async function mint({ app_id, app_secret }, send) {
    const name = 'tenant_access_token request';
    const { answer, attempts } = await send({
        name,
        method: 'POST',
        path: '/open-apis/auth/v3/tenant_access_token/internal',
        body: JSON.stringify({ app_id, app_secret }),
        repeat: { safe: 'always' },
    });
    const token = answer.body.tenant_access_token;
    if (typeof token === 'string' && isHeaderSafe(token))
        return token;
    throw new FeishuFailure({
        call: name,
        what: 'the answer holds no tenant_access_token',
        http_status: answer.http_status,
        log_id: answer.log_id,
        details: [],
        notes: [],
        hint: 'Check domain: something other than Feishu seems to answer there.',
        links: [],
        cancelled: false,
        attempts,
    });
}
function isHeaderSafe(token) {
    return /^[\x21-\x7e]+$/.test(token);
}

;// CONCATENATED MODULE: ./lib/feishu/client.js






function connect(connection, surroundings) {
    const { credentials } = connection;
    let token = credentials.kind === 'token' ? credentials.access_token : undefined;
    let refused;
    const source = {
        async get() {
            if (refused !== undefined)
                throw refused;
            if (token === undefined && credentials.kind === 'app') {
                token = await mint(credentials, (call) => send(call, connection, surroundings)).catch((error) => {
                    refused = error;
                    throw error;
                });
                surroundings.onSecret(token);
            }
            return token ?? '';
        },
        renew() {
            if (credentials.kind === 'app')
                token = undefined;
            return credentials.kind === 'app';
        },
    };
    return { call: (call) => send(call, connection, surroundings, source) };
}
async function send(call, connection, surroundings, tokens) {
    const { clock, cancelled, onRepeat } = surroundings;
    const { maxAttempts } = connection;
    const history = { attempts: 0, waits: 0, internal: 0, renewed: false };
    let ambiguous = false;
    for (;;) {
        const token = await tokens?.get().catch((error) => {
            if (!(error instanceof FeishuFailure))
                throw error;
            const what = `no tenant_access_token: ${error.failure.what}`;
            const response = withoutTokens(error.failure.response ?? '') || undefined;
            throw ending(call, { ...error.failure, call: call.name, what, response, attempts: history.attempts }, ambiguous);
        });
        const attempt = await once(call, token, connection, surroundings);
        history.attempts += 1;
        if (attempt.kind === 'feishu') {
            const reply = { answer: attempt, attempts: history.attempts };
            if (ambiguous && isDuplicate(call, attempt))
                return { kind: 'already accepted', ...reply };
            if (attempt.code === 0)
                return { kind: 'accepted', ...reply };
        }
        const verdict = judge(call, attempt);
        const failure = failureOf(call, attempt, verdict, history.attempts);
        if (attempt.kind === 'feishu' && isDuplicate(call, attempt))
            throw ending(call, failure, false);
        ambiguous ||= verdict.ambiguous;
        if (cancelled.aborted)
            throw ending(call, interrupted(failure, 'before the answer came'), ambiguous);
        const asked = attempt.kind === 'unanswered' ? undefined : attempt.retryAfter;
        const next = nextStep(verdict, history, maxAttempts, asked, surroundings.random());
        if (next.kind === 'stop')
            throw ending(call, withNote(failure, next.note), ambiguous);
        if (next.kind === 'renew') {
            if (!tokens?.renew())
                throw ending(call, failure, ambiguous);
            history.renewed = true;
            onRepeat(failure, `attempt ${history.attempts + 1} of ${maxAttempts} at once, with a new token`);
            continue;
        }
        history.waits += 1;
        if (verdict.repeat === 'twice')
            history.internal += 1;
        onRepeat(failure, `attempt ${history.attempts + 1} of ${maxAttempts} in ${next.ms / 1000} s`);
        await (0,feishu_clock/* sleep */.y)(clock, next.ms, cancelled);
        if (cancelled.aborted)
            throw ending(call, interrupted(failure, `before attempt ${history.attempts + 1}`), ambiguous);
    }
}
function isDuplicate({ repeat }, answer) {
    return repeat.safe === 'with key' && repeat.isDuplicate(answer);
}
async function once(call, token, { baseUrl, timeoutSeconds }, { transport, clock, cancelled }) {
    const late = new AbortController();
    const callOff = clock.after(timeoutSeconds * 1000, () => late.abort());
    const exchange = await transport.exchange({
        method: call.method,
        url: baseUrl + call.path,
        headers: {
            ...(token !== undefined && { Authorization: `Bearer ${token}` }),
            'Content-Type': 'application/json; charset=utf-8',
            'User-Agent': 'feishu-automation-action',
        },
        ...(call.body !== undefined && { body: call.body }),
    }, AbortSignal.any([late.signal, cancelled]));
    callOff();
    if (exchange.kind === 'answered')
        return readAnswer(exchange);
    return late.signal.aborted ? { ...exchange, cause: `no whole answer within ${timeoutSeconds} s` } : exchange;
}
function failureOf(call, attempt, { hint }, attempts) {
    const common = { call: call.name, details: [], notes: [], hint, links: [], cancelled: false, attempts };
    if (attempt.kind === 'unanswered')
        return { ...common, what: attempt.cause, http_status: attempt.http_status };
    const { http_status, log_id, text } = attempt;
    if (attempt.kind === 'foreign') {
        const { problem, firstLine } = attempt;
        return { ...common, what: problem, firstLine, http_status, log_id, response: text };
    }
    const { code, msg } = attempt;
    return {
        ...common,
        ...detailsOf(attempt),
        ...(isDuplicate(call, attempt) && { hint: innerHint('k_wf_ec_2001008') ?? hint }),
        what: 'Feishu refused it',
        code: String(code),
        msg,
        http_status,
        log_id,
        response: text,
    };
}
function withNote(failure, note) {
    return note === undefined ? failure : { ...failure, notes: [...failure.notes, note] };
}
function interrupted(failure, when) {
    return {
        ...failure,
        what: `the job was cancelled ${when}`,
        firstLine: undefined,
        cancelled: true,
        hint: 'Nothing further was sent.',
    };
}
function ending(call, failure, ambiguous) {
    const key = call.repeat.safe === 'with key' ? ` with idempotent_key ${call.repeat.idempotent_key}` : '';
    const unknown = `outcome unknown: the request may have been carried out, and running again${key} is safe.`;
    const tries = failure.attempts > 1 ? [`${failure.attempts} attempts were made.`] : [];
    return new FeishuFailure({ ...failure, notes: [...failure.notes, ...tries, ...(ambiguous ? [unknown] : [])] });
}

// EXTERNAL MODULE: ./lib/feishu/transport.js + 22 modules
var transport = __nccwpck_require__(844);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function utils_toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = require("crypto");
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(896);
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = require("path");
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./lib/contract.js
const inputNames = [
    'operation',
    'app_id',
    'app_secret',
    'access_token',
    'domain',
    'app_token',
    'workflow_id',
    'workflow_title',
    'status',
    'namespace',
    'flow_id',
    'operator',
    'params',
    'params_file',
    'context_param',
    'is_async',
    'idempotent_key',
    'loop_masks',
    'timeout_seconds',
    'max_attempts',
    'dry_run',
    'summary',
];
const defaults = {
    is_async: 'false',
    timeout_seconds: '60',
    max_attempts: '4',
    dry_run: 'false',
    summary: 'true',
};
const commonInputs = [
    'operation',
    'app_id',
    'app_secret',
    'access_token',
    'domain',
    'timeout_seconds',
    'max_attempts',
    'dry_run',
    'summary',
];
const outputNames = [
    'execution_id',
    'status',
    'out_params',
    'values',
    'idempotent_key',
    'workflows',
    'code',
    'msg',
    'log_id',
    'http_status',
    'response',
    'attempts',
];

;// CONCATENATED MODULE: ./lib/feishu/path.js
function path_path(parts, ...segments) {
    return parts.reduce((built, part, index) => {
        const segment = segments[index - 1] ?? '';
        const fault = segmentFault(segment);
        if (fault)
            throw new RangeError(fault);
        return built + encodeURIComponent(segment) + part;
    });
}
function segmentFault(segment) {
    if (segment === '')
        return 'it is empty';
    if (segment === '.' || segment === '..')
        return `"${segment}" is a step in a path, not an id`;
    if (/\p{Cc}/u.test(segment))
        return 'it has a control character';
    return segment.isWellFormed() ? undefined : 'it has half a surrogate pair';
}

;// CONCATENATED MODULE: ./lib/fields.js



class InputError extends Error {
}
function wrong(name, got, wants) {
    return new InputError(`Input ${name}: got ${got}; it wants ${wants}.`);
}
function quoted(value) {
    return `"${value.length > 100 ? `${value.slice(0, 100)}…` : value}"`;
}
function fields_text(name) {
    return getInput(name) || (defaults[name] ?? '');
}
function verbatim(name) {
    return getInput(name) && getInput(name, { trimWhitespace: false });
}
function id(name, wants) {
    const value = fields_text(name);
    if (value === '')
        throw wrong(name, 'nothing', wants);
    return checkedId(name, value, wants);
}
function checkedId(name, value, wants) {
    assertDigits(name, value);
    const fault = segmentFault(value);
    if (fault)
        throw wrong(name, `${quoted(value)}: ${fault}`, wants);
    return value;
}
function assertDigits(name, value) {
    if (/^-?\d+(\.\d+)?E\+?\d+$/i.test(value)) {
        throw wrong(name, `${quoted(value)}, a number that has lost digits`, 'the id as text: put quotes around it');
    }
}
function lines(name) {
    const values = fields_text(name)
        .split(/\r?\n/)
        .map((line) => line.trim());
    return [...new Set(values)].filter((line) => line !== '');
}
function word(name, allowed) {
    const value = fields_text(name);
    const found = allowed.find((each) => each.toLowerCase() === value.toLowerCase());
    if (found === undefined)
        throw wrong(name, value === '' ? 'nothing' : quoted(value), allowed.join(' or '));
    return found;
}
function flag(name) {
    const value = fields_text(name);
    if (/^(true|True|TRUE)$/.test(value))
        return true;
    if (/^(false|False|FALSE)$/.test(value))
        return false;
    throw wrong(name, quoted(value), 'true or false');
}
const longestTimer = 2_147_483;
function seconds(name) {
    const value = fields_text(name);
    const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : 0;
    if (number > 0 && number <= longestTimer)
        return number;
    throw wrong(name, quoted(value), `a number of seconds above 0 and up to ${longestTimer}`);
}
function count(name, most) {
    const value = fields_text(name);
    const number = /^\d+$/.test(value) ? Number(value) : 0;
    if (number >= 1 && number <= most)
        return number;
    throw wrong(name, quoted(value), `a whole number from 1 to ${most}`);
}

;// CONCATENATED MODULE: ./lib/domain.js

const baseUrls = {
    feishu: 'https://open.feishu.cn',
    lark: 'https://open.larksuite.com',
};
function baseUrl(linked) {
    const value = fields_text('domain');
    const named = value.toLowerCase();
    if (named === 'feishu' || named === 'lark') {
        if (linked && linked !== 'neither' && linked !== named) {
            throw wrong('domain', `${named}, while the link in app_token is ${linked}'s`, `${linked}, or no domain at all`);
        }
        return baseUrls[named];
    }
    const wants = 'feishu, lark, or an https base URL such as https://open.example.com (http on loopback only)';
    if (value === '' && linked === 'neither')
        throw wrong('domain', 'nothing, while the link in app_token is neither feishu.cn nor larksuite.com', wants);
    if (value === '')
        return baseUrls[linked === 'lark' ? 'lark' : 'feishu'];
    const url = URL.parse(value);
    if (!url)
        throw wrong('domain', 'neither name nor URL', wants);
    if (url.username || url.password)
        throw wrong('domain', 'a URL with a user name or password', wants);
    if (url.search || url.hash)
        throw wrong('domain', 'a URL with a query or fragment', wants);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
        throw wrong('domain', `${url.protocol}//${url.host}`, wants);
    }
    return url.href.replace(/\/+$/, '');
}
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = require("node:crypto");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: ./lib/document.js



function broken(name, what, { line, column, excerpt }, wants) {
    return new InputError(`Input ${name}: got ${what} at line ${line}, column ${column}: ${excerpt || 'the end'} — it wants ${wants}.`);
}
function jsonObject(name, text, wants) {
    const value = jsonValue(name, text, wants);
    if (!isObject(value))
        throw wrong(name, 'JSON that is no object', wants);
    return { text, value };
}
function jsonValue(name, text, wants) {
    try {
        return parseExact(text);
    }
    catch {
        throw broken(name, 'text that stops being JSON', placeOf(text, breakOf(text)), wants);
    }
}
async function readParams() {
    const [inline, file] = [verbatim('params'), verbatim('params_file').trim()];
    if (inline && file)
        throw wrong('params_file', 'a path beside params', 'one of the two');
    if (file)
        return objectOf('params_file', readText(file));
    return inline ? objectOf('params', inline) : undefined;
}
async function objectOf(name, text) {
    const wants = 'a JSON object or a YAML mapping';
    if (text.trim() === '')
        throw wrong(name, 'an empty file', wants);
    if (text.trimStart().startsWith('{'))
        return jsonObject(name, text, wants);
    const { mappingText } = await __nccwpck_require__.e(/* import() */ 796).then(__nccwpck_require__.bind(__nccwpck_require__, 796));
    const mapping = mappingText(text);
    if ('fault' in mapping)
        throw broken(name, mapping.fault, placeOf(text, mapping.offset), wants);
    return jsonObject(name, mapping.json, wants);
}
function readText(file) {
    const wants = 'the path of a UTF-8 file with a JSON object or a YAML mapping';
    let bytes;
    try {
        bytes = (0,external_node_fs_namespaceObject.readFileSync)(file);
    }
    catch (error) {
        throw wrong('params_file', `${quoted(file)}, which cannot be read (${error})`, wants);
    }
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        throw wrong('params_file', `${quoted(file)}, which is not UTF-8`, wants);
    }
}
function withMember({ text, value }, name, member) {
    const end = text.lastIndexOf('}');
    const comma = Object.keys(value).length > 0 ? ', ' : '';
    return `${text.slice(0, end)}${comma}${JSON.stringify(name)}: ${member}${text.slice(end)}`;
}
function joinMembers(members) {
    const given = Object.entries(members).filter(([, text]) => text !== undefined);
    return `{${given.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}

;// CONCATENATED MODULE: ./lib/operator.js


const wants = 'a JSON object with _id or email of a low-code platform user, or the bare email or id';
function readOperator() {
    const text = verbatim('operator');
    const bare = text.trim();
    if (bare === '')
        throw wrong('operator', 'nothing', wants);
    if (bare.startsWith('{'))
        return checked(jsonObject('operator', text, wants));
    assertDigits('operator', bare);
    if (/^[1-9]\d*$/.test(bare))
        return jsonObject('operator', `{"_id": ${bare}}`, wants);
    if (/^[^\s@]+@[^\s@]+$/.test(bare))
        return jsonObject('operator', `{"email": ${JSON.stringify(bare)}}`, wants);
    throw wrong('operator', 'text that is neither JSON object, email nor id', wants);
}
function checked(operator) {
    const { _id, email } = operator.value;
    const given = [_id, email].filter((value) => value !== undefined && value !== null && value !== '');
    if (given.length === 0)
        throw wrong('operator', 'an object with neither _id nor email', wants);
    if (!given.every((value) => typeof value === 'string' || typeof value === 'number')) {
        throw wrong('operator', 'an _id or email that is neither text nor number', wants);
    }
    assertDigits('operator', String(_id));
    const written = /"_id"\s*:\s*(-?\d+(?:\.\d+)?[eE]\+?\d+)/.exec(operator.text)?.[1];
    if (written !== undefined)
        assertDigits('operator', written);
    return operator;
}

;// CONCATENATED MODULE: ./lib/runner/facts.js
async function runFacts() {
    const { context } = await __nccwpck_require__.e(/* import() */ 249).then(__nccwpck_require__.bind(__nccwpck_require__, 249));
    const { repo, ref, sha, actor, eventName, workflow, job, runId, runAttempt, serverUrl, payload } = context;
    const repository = `${repo.owner}/${repo.repo}`;
    const { head_commit, workflow_run, merge_group, pull_request, release } = payload;
    const tag = ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : release?.tag_name;
    return JSON.stringify({
        repository,
        ref,
        sha,
        actor,
        event: eventName,
        workflow,
        job,
        run_id: runId,
        run_attempt: runAttempt,
        run_url: `${serverUrl}/${repository}/actions/runs/${runId}`,
        commit_message: (head_commit ?? workflow_run?.head_commit ?? merge_group?.head_commit)?.message,
        pull_request_number: pull_request?.number,
        pull_request_title: pull_request?.title,
        tag,
    });
}

;// CONCATENATED MODULE: ./lib/operations/execution.js


const fields = ['execution_id', 'status', 'code', 'error_msg', 'out_params'];
function readExecution(data) {
    if (!isObject(data))
        return 'the answer has no data';
    const odd = fields.find((field) => scalarText(data[field] ?? '') === undefined);
    if (odd)
        return `data.${odd} of the answer is no text`;
    const [execution_id = '', status = '', code = '', error_msg = '', out_params = ''] = fields.map((field) => scalarText(data[field]));
    return { execution_id, status, code: code === '0' ? '' : code, error_msg, out_params };
}
const statuses = {
    ended: ['end', 'agreed'],
    running: ['wait', 'in_process'],
    failed: ['failed', 'rejected', 'canceled'],
};
function stateOf({ code, status }) {
    if (code !== '' || statuses.failed.includes(status))
        return 'failed';
    if (statuses.running.includes(status))
        return 'running';
    return statuses.ended.includes(status) ? 'ended' : 'unknown';
}
function executionOutputs({ execution_id, status, out_params }) {
    const values = valuesOf(out_params);
    return {
        ...(execution_id && { execution_id }),
        ...(status && { status }),
        ...(out_params && { out_params }),
        ...(values !== undefined && { values }),
    };
}
function valuesOf(out_params) {
    if (out_params === '')
        return '{}';
    try {
        const list = parseVerbatim(out_params);
        if (!Array.isArray(list) || !list.every(isNamed))
            return undefined;
        return JSON.stringify(Object.fromEntries(list.map(({ api_name, value }) => [api_name, value ?? null])));
    }
    catch {
        return undefined;
    }
}
function isNamed(entry) {
    return isObject(entry) && typeof entry.api_name === 'string';
}

;// CONCATENATED MODULE: ./lib/operations/operation.js
function answerOutputs(answer, attempts) {
    const { code, msg, http_status, log_id, text } = answer;
    return {
        code: String(code),
        msg,
        http_status: String(http_status),
        ...(log_id !== undefined && { log_id }),
        response: text,
        attempts: String(attempts),
    };
}
function failureOutputs(operation, failure) {
    const { call, code, msg, http_status, log_id, response, attempts } = failure;
    return {
        ...(code !== undefined && { code }),
        ...(msg !== undefined && { msg }),
        ...(http_status !== undefined && { http_status: String(http_status) }),
        ...(log_id !== undefined && { log_id }),
        ...(response !== undefined && { response }),
        attempts: String(call === operation ? attempts : 0),
    };
}

;// CONCATENATED MODULE: ./lib/operations/execute-flow.js











const execute_flow_name = 'execute-flow';
const executeFlow = {
    name: execute_flow_name,
    inputs: [
        'namespace',
        'flow_id',
        'operator',
        'params',
        'params_file',
        'context_param',
        'is_async',
        'idempotent_key',
        'loop_masks',
    ],
    tokens: 'tenant',
    async plan() {
        const namespace = id('namespace', 'the namespace of a low-code app, such as package_7344545d87__c');
        const flow_id = id('flow_id', "the flow's API name, such as deleteObject_99c656599f");
        const operator = readOperator();
        const params = await paramsText();
        const is_async = flag('is_async');
        const idempotent_key = readKey();
        const loop_masks = readLoopMasks();
        const members = {
            operator: JSON.stringify(operator.text),
            ...(params && { params: JSON.stringify(params.text) }),
            is_async: String(is_async),
            idempotent_key: JSON.stringify(idempotent_key),
            ...(loop_masks && { loop_masks }),
        };
        const call = {
            name: execute_flow_name,
            method: 'POST',
            path: path_path `/open-apis/apaas/v1/applications/${namespace}/flows/${flow_id}/execute`,
            body: joinMembers(members),
            repeat: { safe: 'with key', idempotent_key, isDuplicate: execute_flow_isDuplicate },
        };
        return {
            doing: `Executing flow ${flow_id} of ${namespace}`,
            requests: [{ ...call, fields: Object.keys(members) }],
            target: [
                { label: 'namespace', value: namespace },
                { label: 'flow_id', value: flow_id },
                { label: 'idempotent_key', value: idempotent_key },
            ],
            outputs: { idempotent_key },
            warnings: [],
            private: [operator.text, ...leaves(operator.value), ...(params?.private ?? [])],
            async perform(feishu, progress) {
                const stop = is_async ? () => { } : everyFifteenSeconds(progress);
                try {
                    const reply = await feishu.call(call);
                    return reply.kind === 'accepted' ? resultOf(call, reply, progress.hide) : lostResult(call, reply, is_async);
                }
                finally {
                    stop();
                }
            },
        };
    },
};
async function paramsText() {
    const params = await readParams();
    const variable = fields_text('context_param');
    const hidden = params ? [params.text, ...leaves(params.value)] : [];
    if (variable === '')
        return params && { text: params.text, private: hidden };
    if (params && Object.hasOwn(params.value, variable)) {
        throw wrong('context_param', quoted(variable), 'a flow variable that params does not set itself');
    }
    const facts = JSON.stringify(await runFacts());
    return { text: withMember(params ?? { text: '{}', value: {} }, variable, facts), private: hidden };
}
function readKey() {
    const key = fields_text('idempotent_key');
    assertDigits('idempotent_key', key);
    return key || (0,external_node_crypto_namespaceObject.randomUUID)();
}
function readLoopMasks() {
    const wants = 'a JSON array with at most 20 entries';
    const masks = verbatim('loop_masks');
    if (masks === '')
        return undefined;
    const value = jsonValue('loop_masks', masks, wants);
    if (!Array.isArray(value))
        throw wrong('loop_masks', 'JSON that is no array', wants);
    if (value.length > 20)
        throw wrong('loop_masks', `an array with ${value.length} entries`, wants);
    return masks;
}
function leaves(value) {
    if (typeof value === 'object' && value !== null)
        return Object.values(value).flatMap(leaves);
    const text = scalarText(value) ?? '';
    return text.length >= 6 ? [text] : [];
}
function everyFifteenSeconds({ clock, info }) {
    const started = clock.now();
    let callOff = () => { };
    const next = () => {
        callOff = clock.after(15_000, () => {
            info(`Still waiting for the flow: ${Math.round((clock.now() - started) / 1000)} s so far.`);
            next();
        });
    };
    next();
    return () => callOff();
}
function execute_flow_isDuplicate(answer) {
    const execution = readExecution(answer.body.data);
    const { code = '', error_msg = '' } = typeof execution === 'string' ? {} : execution;
    if (answer.code === 0 && code === '')
        return false;
    const words = `${code} ${error_msg} ${answer.msg}`;
    const ofPlatform = answer.code === 0 || Math.floor(answer.code / 1000) === 2320;
    const open = ofPlatform || entryFor(answer.code) === undefined;
    return words.includes('k_wf_ec_2001008') || (open && /幂等|idempoten/i.test(words));
}
function lostResult(call, reply, is_async) {
    const outputs = answerOutputs(reply.answer, reply.attempts);
    const started = 'an earlier attempt, whose answer was lost, started the flow';
    if (is_async) {
        const warning = `execute-flow succeeded: ${started}. It runs, but its execution_id is unknown.`;
        return { outputs: { ...outputs, code: '0' }, lines: [], warnings: [warning], rows: [] };
    }
    const what = `${started} under idempotent_key ${call.repeat.idempotent_key}, and its result is unknown`;
    const hint = 'Look on the low-code platform at what became of it before you start it again under a new key.';
    const { failure } = unexpected(call, reply, what, hint);
    const execution = readExecution(reply.answer.body.data);
    const inner = typeof execution === 'string' || execution.code === '' ? {} : { code: execution.code, msg: execution.error_msg };
    return { outputs: { ...outputs, ...inner }, failure, lines: [], warnings: [], rows: [] };
}
function resultOf(call, reply, hide) {
    const execution = readExecution(reply.answer.body.data);
    if (typeof execution === 'string')
        throw unreadable(call, reply, execution);
    const { execution_id, status, code, error_msg } = execution;
    const outputs = { ...answerOutputs(reply.answer, reply.attempts), ...executionOutputs(execution) };
    const rows = [
        { label: 'execution_id', value: execution_id },
        { label: 'status', value: status },
    ].filter(({ value }) => value !== '');
    const named = execution_id ? `Execution ${hide(execution_id)}` : 'The execution';
    const warnings = outputs.values === undefined ? ['out_params is no list of named values, so output values is not set.'] : [];
    const state = stateOf(execution);
    if (state === 'failed') {
        const hint = innerHint(code) ?? 'Check the flow and what it was given; execution_id names this run of it.';
        const what = code === '' ? `the flow's status is ${status}` : 'the flow failed';
        const { failure } = unexpected(call, reply, what, hint);
        const inner = code === '' ? {} : { code, msg: error_msg };
        return {
            outputs: { ...outputs, ...inner },
            failure: { ...failure, ...(code === '' ? { firstLine: error_msg } : inner) },
            lines: [],
            warnings,
            rows,
        };
    }
    if (state === 'unknown') {
        const shown = status === '' ? 'no status' : `status ${quoted(hide(status))}, which is not a known one`;
        return { outputs, lines: [], warnings: [...warnings, `${named} was accepted with ${shown}.`], rows };
    }
    const line = state === 'ended'
        ? `Done: ${named} has ended.`
        : `${named} is still running, or waits for a person: status ${status}.`;
    return { outputs, lines: [line], warnings, rows };
}
function unreadable(call, reply, what) {
    const started = `The flow may have been started under idempotent_key ${call.repeat.idempotent_key}`;
    return unexpected(call, reply, what, `${started}: look on the low-code platform before you start it again.`);
}

;// CONCATENATED MODULE: ./lib/operations/base.js




const base_wants = "a base's app_token, or the link of the base or of its wiki page";
const platforms = [
    [/(^|\.)feishu\.cn$/, 'feishu'],
    [/(^|\.)(larksuite|larkoffice)\.com$/, 'lark'],
    [/./, 'neither'],
];
function readBase() {
    const value = id('app_token', base_wants);
    if (!value.includes('/')) {
        return { kind: 'base', app_token: tokenOf(value), link: undefined, platform: undefined };
    }
    const url = URL.parse(/^https?:\/\//i.test(value) ? value : `https://${value}`);
    const [, kind, token] = /\/(base|wiki)\/([\w-]+)\/?$/.exec(url?.pathname ?? '') ?? [];
    if (!url || token === undefined)
        throw wrong('app_token', quoted(value), `${base_wants}: one with /base/ or /wiki/ in it`);
    const link = `https://${url.host}${url.pathname}`;
    const platform = platforms.find(([host]) => host.test(url.hostname))?.[1];
    return kind === 'wiki'
        ? { kind: 'wiki page', node: token, link, platform }
        : { kind: 'base', app_token: tokenOf(token), link, platform };
}
function tokenOf(part) {
    return part.replace(/_(tbl|blk|vew|ldx).*$/, '');
}
function baseLookUps(base) {
    return base.kind === 'base' ? [] : [{ ...wikiNode(base.node), fields: [] }];
}
function shownToken(base) {
    return base.kind === 'base' ? encodeURIComponent(base.app_token) : '<app_token of the wiki page>';
}
function baseRow(base) {
    return { label: 'base', value: base.kind === 'base' ? base.app_token : base.node, link: base.link };
}
async function findAppToken(base, feishu) {
    if (base.kind === 'base')
        return base.app_token;
    const call = wikiNode(base.node);
    const reply = await feishu.call(call);
    const data = isObject(reply.answer.body.data) ? reply.answer.body.data : {};
    const node = isObject(data.node) ? data.node : {};
    if (node.obj_type === 'bitable' && typeof node.obj_token === 'string' && !segmentFault(node.obj_token)) {
        return node.obj_token;
    }
    const what = typeof node.obj_type === 'string' && node.obj_type !== 'bitable'
        ? `the wiki page in app_token is a ${node.obj_type}, not a base`
        : 'the answer names no app_token';
    throw unexpected(call, reply, what, 'Open the base itself and paste its link as app_token.');
}
function wikiNode(node) {
    return {
        name: 'wiki node look-up',
        method: 'GET',
        path: `/open-apis/wiki/v2/spaces/get_node?token=${encodeURIComponent(node)}`,
        repeat: { safe: 'always' },
    };
}

;// CONCATENATED MODULE: ./lib/operations/list-workflows.js






const listWorkflows = {
    name: 'list-workflows',
    inputs: ['app_token'],
    tokens: 'tenant or user',
    async plan() {
        const base = readBase();
        return {
            doing: 'Listing the workflows of a base',
            platform: base.platform,
            requests: [...baseLookUps(base), plannedList(shownToken(base))],
            target: [baseRow(base)],
            outputs: {},
            warnings: [],
            private: [],
            async perform(feishu) {
                const { reply, workflows } = await fetchWorkflows(await findAppToken(base, feishu), feishu);
                const { code, msg } = reply.answer;
                return {
                    outputs: {
                        ...answerOutputs(reply.answer, reply.attempts),
                        workflows: JSON.stringify(workflows.map((workflow) => ({ ...workflow, code, msg }))),
                    },
                    lines: [`The base has ${workflows.length} workflow${workflows.length === 1 ? '' : 's'}.`],
                    warnings: [],
                    rows: [],
                    table: {
                        head: ['workflow_id', 'status', 'title'],
                        rows: workflows.map(({ workflow_id, status, title }) => [workflow_id, status, title]),
                    },
                };
            },
        };
    },
};
function plannedList(app_token) {
    const name = 'list-workflows';
    return { name, method: 'GET', path: `/open-apis/bitable/v1/apps/${app_token}/workflows`, fields: [] };
}
async function fetchWorkflows(app_token, feishu) {
    const call = {
        name: 'list-workflows',
        method: 'GET',
        path: path_path `/open-apis/bitable/v1/apps/${app_token}/workflows`,
        repeat: { safe: 'always' },
    };
    const reply = await feishu.call(call);
    const workflows = workflowsOf(reply.answer);
    if (workflows)
        return { reply, workflows };
    throw unexpected(call, reply, 'the answer holds no list of workflows', 'Run again, and give Feishu support the log_id.');
}
function workflowsOf({ body: { data } }) {
    if (!isObject(data))
        return undefined;
    const list = data.workflows ?? [];
    if (!Array.isArray(list))
        return undefined;
    const workflows = list.filter(isObject).map(({ workflow_id, title, status }) => ({
        workflow_id: scalarText(workflow_id) ?? '',
        title: scalarText(title) ?? '',
        status: scalarText(status) ?? '',
    }));
    return workflows.length === list.length && workflows.every(({ workflow_id }) => !segmentFault(workflow_id))
        ? workflows
        : undefined;
}

;// CONCATENATED MODULE: ./lib/operations/update-workflow.js






const update_workflow_name = 'update-workflow';
const update_workflow_statuses = ['Enable', 'Disable'];
const updateWorkflow = {
    name: update_workflow_name,
    inputs: ['app_token', 'workflow_id', 'workflow_title', 'status'],
    tokens: 'tenant or user',
    async plan() {
        const base = readBase();
        const { ids, titles } = readTargets();
        const status = word('status', update_workflow_statuses);
        const app = shownToken(base);
        const planned = (workflow_id) => ({
            name: update_workflow_name,
            method: 'PUT',
            path: `/open-apis/bitable/v1/apps/${app}/workflows/${workflow_id}`,
            fields: ['status'],
        });
        return {
            doing: `${status === 'Enable' ? 'Enabling' : 'Disabling'} ${[...ids, ...titles.map(quoted)].join(', ')}`,
            platform: base.platform,
            requests: [
                ...baseLookUps(base),
                ...(titles.length > 0 ? [plannedList(app)] : []),
                ...ids.map((workflow_id) => planned(encodeURIComponent(workflow_id))),
                ...titles.map((title) => planned(`<workflow_id of ${quoted(title)}>`)),
            ],
            target: [baseRow(base)],
            outputs: {},
            warnings: ids.filter((id) => /^(wkf|tbl|vew|blk)/.test(id)).map(otherInventory),
            private: [],
            async perform(feishu, { info, hide }) {
                const app_token = await findAppToken(base, feishu);
                const targets = titles.length > 0 ? await findTargets(app_token, titles, feishu) : ids.map((workflow_id) => ({ workflow_id }));
                const updates = [];
                for (const target of targets) {
                    const update = await put(app_token, target, status, feishu);
                    updates.push(update);
                    if (targets.length > 1)
                        info(`${shown(update.target)}: ${outcomeOf(update, status, hide)}`);
                    if ('failure' in update && update.failure.cancelled)
                        break;
                }
                return update_workflow_resultOf(updates, targets, status, hide);
            },
        };
    },
};
function readTargets() {
    const ids = lines('workflow_id');
    const titles = lines('workflow_title');
    const wants = 'one workflow_id or several, one a line, or workflow_title in its place';
    if (ids.length > 0 && titles.length > 0)
        throw wrong('workflow_title', 'titles beside workflow_id', 'one of the two');
    if (ids.length + titles.length === 0)
        throw wrong('workflow_id', 'nothing', wants);
    return { ids: ids.map((id) => checkedId('workflow_id', id, wants)), titles };
}
function otherInventory(id) {
    const kind = { wkf: "the web page's id of a workflow", tbl: 'the id of a table', vew: 'the id of a view' }[id.slice(0, 3)];
    return `workflow_id ${quoted(id)} looks like ${kind ?? 'the id of a block'}, which Feishu does not take here: operation list-workflows shows the ids, and workflow_title takes titles.`;
}
async function findTargets(app_token, titles, feishu) {
    const { workflows } = await fetchWorkflows(app_token, feishu);
    return titles.map((title) => {
        const [found, second] = workflows.filter((workflow) => workflow.title.trim() === title);
        if (found && !second)
            return { workflow_id: found.workflow_id, title };
        const listed = workflows.map((workflow) => `${quoted(workflow.title)} (${workflow.workflow_id})`).join(', ');
        throw new InputError(`Input workflow_title: ${found ? 'two workflows or more have' : 'no workflow has'} the title ${quoted(title)}, so nothing was changed. ` +
            `The base has ${listed || 'no workflow at all'}.`);
    });
}
async function put(app_token, target, status, feishu) {
    const call = {
        name: update_workflow_name,
        method: 'PUT',
        path: path_path `/open-apis/bitable/v1/apps/${app_token}/workflows/${target.workflow_id}`,
        body: JSON.stringify({ status }),
        repeat: { safe: 'always' },
    };
    try {
        return { target, reply: await feishu.call(call) };
    }
    catch (error) {
        if (error instanceof FeishuFailure)
            return { target, failure: error.failure };
        throw error;
    }
}
function update_workflow_resultOf(updates, targets, status, hide) {
    const failed = updates.flatMap((update) => ('failure' in update ? [update] : []));
    const [first] = failed;
    const last = updates.at(-1);
    const attempts = updates.reduce((sum, update) => sum + ('reply' in update ? update.reply : update.failure).attempts, 0);
    const workflows = updates.map((update) => ({ ...update.target, ...update_workflow_stateOf(update, status) }));
    const outputs = {
        ...(last && ('reply' in last ? answerOutputs(last.reply.answer, attempts) : failureOutputs(update_workflow_name, last.failure))),
        ...(first?.failure.code !== undefined && { code: first.failure.code, msg: first.failure.msg ?? '' }),
        ...(!first && { status }),
        attempts: String(attempts),
        workflows: JSON.stringify(workflows),
    };
    const table = {
        head: ['workflow_id', 'title', 'result'],
        rows: updates.map((update) => [
            update.target.workflow_id,
            update.target.title ?? '',
            outcomeOf(update, status, hide),
        ]),
    };
    const several = targets.length > 1 && { table };
    if (!first) {
        const what = targets.length > 1 ? `${targets.length} workflows are` : `workflow ${shown(targets[0])} is`;
        const lines = [`Done: ${what} ${status === 'Enable' ? 'enabled' : 'disabled'}.`];
        return { outputs, lines, warnings: [], rows: [{ label: 'status', value: status }], ...several };
    }
    const left = targets.slice(updates.length).map(shown);
    const cutOff = failed.slice(1).filter(({ failure }) => failure.cancelled);
    const notes = [
        ...(targets.length > 1 ? [`Failed: ${failed.map(({ target }) => shown(target)).join(', ')}.`] : []),
        ...cutOff.map(({ target, failure }) => `At ${shown(target)}, ${failure.what}.`),
        ...(left.length > 0 ? [`Not tried: ${left.join(', ')}.`] : []),
    ];
    const what = targets.length > 1
        ? `${failed.length} of ${targets.length} workflows; the first: ${first.failure.what}`
        : first.failure.what;
    const failure = { ...first.failure, what, notes: [...first.failure.notes, ...notes] };
    return { outputs, failure, lines: [], warnings: [], rows: [], ...several };
}
function update_workflow_stateOf(update, status) {
    if ('reply' in update)
        return { status, code: update.reply.answer.code, msg: update.reply.answer.msg };
    const { code, msg } = update.failure;
    return { status: '', code: code === undefined ? null : Number(code), msg: msg ?? update.failure.what };
}
function outcomeOf(update, status, hide) {
    return 'reply' in update ? status : sentences(update_workflow_name, update.failure, hide).join(' ');
}
function shown(target) {
    return target?.title === undefined ? (target?.workflow_id ?? '') : `${quoted(target.title)} (${target.workflow_id})`;
}

;// CONCATENATED MODULE: ./lib/operations/registry.js



const operations = [updateWorkflow, executeFlow, listWorkflows];

;// CONCATENATED MODULE: ./lib/inputs.js





async function readStep() {
    const operation = readOperation();
    const credentials = readCredentials(operation);
    const limits = { timeoutSeconds: seconds('timeout_seconds'), maxAttempts: count('max_attempts', 100) };
    const dryRun = flag('dry_run');
    flag('summary');
    const plan = await operation.plan();
    const url = baseUrl(plan.platform);
    if (!credentials && !dryRun) {
        throw new InputError('Inputs app_id and app_secret, or access_token: got none of them; the step wants one of the two ways.');
    }
    const connection = credentials && !dryRun ? { baseUrl: url, credentials, ...limits } : undefined;
    return { operation, plan, baseUrl: url, connection, warnings: [...unused(operation), ...plan.warnings] };
}
function readOperation() {
    const value = fields_text('operation');
    const operation = operations.find(({ name }) => name === value.toLowerCase());
    if (operation)
        return operation;
    throw wrong('operation', value ? quoted(value) : 'nothing', `one of ${operations.map(({ name }) => name).join(', ')}`);
}
function readCredentials({ name, tokens }) {
    const [app_id, app_secret, access_token] = [fields_text('app_id'), fields_text('app_secret'), fields_text('access_token')];
    if (access_token) {
        if (app_id || app_secret)
            throw wrong('access_token', 'a token beside app_id or app_secret', 'one of the two ways');
        if (!isHeaderSafe(access_token))
            throw wrong('access_token', 'text with a space or a special character in it', 'the bare token');
        if (tokens === 'tenant' && /^(u-|eyJ)/.test(access_token)) {
            throw wrong('access_token', 'a user_access_token', `a tenant_access_token (t-…): Feishu takes no other for ${name}`);
        }
        return { kind: 'token', access_token };
    }
    if (app_id && app_secret)
        return { kind: 'app', app_id, app_secret };
    if (app_id)
        throw wrong('app_secret', 'nothing', 'the secret that belongs to app_id (is it set in this run?)');
    if (app_secret)
        throw wrong('app_id', 'nothing', 'the App ID that app_secret belongs to');
    return undefined;
}
function unused({ name, inputs }) {
    return inputNames
        .filter((input) => !commonInputs.includes(input) && !inputs.includes(input))
        .filter((input) => fields_text(input) !== (defaults[input] ?? ''))
        .map((input) => `Input ${input} is not used by operation ${name}.`);
}

;// CONCATENATED MODULE: ./lib/runner/log.js

const longest = 4000;
function createLog(secrets) {
    const safe = (line) => oneLine(secrets.hide(line));
    return {
        info: (line) => info(safe(line)),
        warning: (line) => warning(safe(line)),
        error: (line) => setFailed(safe(line)),
    };
}
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
function oneLine(text) {
    const line = text
        .slice(0, longest)
        .replace(controls, ' ')
        .replaceAll('##[', '## [')
        .replace(/^\s*::/, ': :');
    return text.length > longest ? `${line}…` : line;
}

;// CONCATENATED MODULE: ./lib/runner/summary.js


const mostRows = 500;
const longestCell = 500;
const longestNote = 4000;
function writeSummary(summary) {
    const file = process.env.GITHUB_STEP_SUMMARY;
    if (file)
        (0,external_node_fs_namespaceObject.appendFileSync)(file, markdown(summary));
}
function markdown({ heading, rows, table, notes, links }) {
    const facts = rows.map(({ label, value, link }) => [label, link ? `[${code(value)}](${address(link)})` : code(value)]);
    return [
        `### ${heading}`,
        ...(facts.length > 0 ? [grid(['name', 'value'], facts)] : []),
        ...(table
            ? [
                grid(table.head, table.rows.slice(0, mostRows).map((row) => row.map(code))),
            ]
            : []),
        ...(table && table.rows.length > mostRows ? [`… and ${table.rows.length - mostRows} more.`] : []),
        ...(notes.length > 0 ? [`<pre>${notes.map(html).join('\n')}</pre>`] : []),
        ...links.map((link) => `<${address(link)}>`),
        '',
    ].join('\n\n');
}
function grid(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
function code(text) {
    const line = text.replace(controls, ' ').trim();
    if (line === '')
        return '';
    return /^[^`|\\<>&]+$/.test(line) && line.length <= longestCell ? `\`${line}\`` : `<code>${spelledOut(line)}</code>`;
}
function spelledOut(text) {
    const spelled = cut(text, longestCell).replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
    return spelled.replaceAll('&#64;', '&#64;<wbr>');
}
function html(text) {
    const lines = cut(text, longestNote)
        .trim()
        .replace(/(?=.{101})(.{1,100})\s+/g, '$1\n');
    return lines.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
function cut(text, longest) {
    const line = text.replace(controls, ' ');
    return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
function address(link) {
    return (URL.parse(link)?.href ?? '').replace(/[()<>|\\]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}

;// CONCATENATED MODULE: ./lib/report.js






function announce({ plan, warnings }, log) {
    for (const warning of warnings)
        log.warning(warning);
    log.info(`${plan.doing}.`);
}
function dryRun({ plan, baseUrl }) {
    const rows = plan.requests.map((request) => [
        request.name,
        `${request.method} ${baseUrl}${request.path}`,
        request.fields.join(', '),
    ]);
    const table = { head: ['call', 'request', 'fields'], rows };
    return { outputs: {}, lines: ['Dry run: nothing was sent. A real run would send:'], warnings: [], rows: [], table };
}
function brokenOff(error, step) {
    const common = { lines: [], warnings: [], rows: [] };
    const known = step?.connection ? step.plan.outputs : {};
    if (error instanceof FeishuFailure && step) {
        const outputs = { ...known, ...failureOutputs(step.operation.name, error.failure) };
        return { ...common, outputs, failure: error.failure };
    }
    return { ...common, outputs: known, fault: messageOf(error) };
}
function report(ending, secrets, log) {
    const { lines, table, warnings, failure } = ending.result;
    const error = [
        ...errorOf(ending, secrets),
        ...attempt('The outputs cannot be written', () => publish(ending, secrets)),
        ...attempt('The job summary cannot be written', () => summarize(ending, secrets)),
        ...(failure?.links ?? []).slice(0, 1).map((link) => `See ${secrets.hidePrivate(link)}`),
    ];
    for (const line of lines)
        log.info(line);
    for (const row of table?.rows ?? [])
        log.info(row.filter(Boolean).join('  '));
    for (const warning of warnings)
        log.warning(warning);
    if (error.length > 0)
        log.error(error.join(' '));
    else
        log.info(`${facts(ending)
            .map(({ label, value }) => `${label} ${secrets.hidePrivate(value)}`)
            .join(', ')}.`);
}
function errorOf({ step, result: { failure, fault } }, secrets) {
    if (fault !== undefined)
        return [fault];
    return failure && step ? sentences(step.operation.name, failure, secrets.hidePrivate) : [];
}
function attempt(what, action) {
    try {
        action();
        return [];
    }
    catch (error) {
        return [`${what}: ${messageOf(error)}.`];
    }
}
function publish({ step, result }, secrets) {
    const outputs = { ...(step?.connection && step.plan.outputs), ...result.outputs };
    for (const name of outputNames) {
        const value = outputs[name];
        if (value !== undefined)
            setOutput(name, secrets.hide(value));
    }
}
function summarize(ending, secrets) {
    if (!/^true$/i.test(fields_text('summary')))
        return;
    const { step, result } = ending;
    const { rows, table, failure, warnings, lines } = result;
    const error = errorOf(ending, secrets);
    const outcome = error.length > 0 ? 'failed' : step?.connection ? 'succeeded' : 'dry run';
    const { hide, hidePrivate } = secrets;
    const served = [...rows, ...facts(ending)].map((row) => ({ ...row, value: hidePrivate(row.value) }));
    writeSummary({
        heading: `${step?.operation.name ?? 'Feishu automation'}: ${outcome}`,
        rows: [...(step?.plan.target ?? []).map((row) => ({ ...row, value: hide(row.value) })), ...served],
        table: table && { head: table.head, rows: table.rows.map((row) => row.map(hide)) },
        notes: [...(error.length > 0 ? error : lines), ...warnings].map(hide),
        links: (failure?.links ?? []).map(hidePrivate),
    });
}
function facts({ result: { outputs }, milliseconds }) {
    const { code, http_status, log_id, attempts } = outputs;
    const duration = milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
    return [
        { label: 'code', value: code },
        { label: 'HTTP status', value: http_status },
        { label: 'log_id', value: log_id },
        { label: 'attempts', value: attempts },
        { label: 'duration', value: duration },
    ].flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]));
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./lib/runner/secrets.js

const shortest = 4;
function createSecrets() {
    const secrets = new Set();
    const privates = new Set();
    return {
        learn(secret) {
            if (secret === '' || secrets.has(secret))
                return;
            setSecret(secret);
            for (const form of formsOf(secret))
                secrets.add(form);
        },
        learnPrivate(text) {
            for (const form of formsOf(text))
                privates.add(form);
        },
        hide: (text) => replaceForms(text, [...secrets]),
        hidePrivate: (text) => replaceForms(text, [...secrets, ...privates]),
    };
}
function formsOf(text) {
    const json = inJson(text);
    return [text, json, inJson(json), encodeURIComponent(text.toWellFormed())].filter((form) => form.length >= shortest);
}
function inJson(text) {
    return JSON.stringify(text).slice(1, -1);
}
function replaceForms(text, forms) {
    return forms.toSorted((a, b) => b.length - a.length).reduce((hidden, form) => hidden.replaceAll(form, '***'), text);
}

;// CONCATENATED MODULE: ./lib/run.js








async function run(world) {
    const started = world.clock.now();
    const secrets = createSecrets();
    const log = createLog(secrets);
    for (const secret of [fields_text('app_secret'), fields_text('access_token'), ...(0,transport/* proxySecrets */.Wm)(process.env)])
        secrets.learn(secret);
    let step;
    let result;
    try {
        step = await readStep();
        for (const own of step.plan.private)
            secrets.learnPrivate(own);
        announce(step, log);
        result = step.connection ? await perform(step, step.connection, world, secrets, log) : dryRun(step);
    }
    catch (error) {
        result = brokenOff(error, step);
    }
    report({ step, result, milliseconds: world.clock.now() - started }, secrets, log);
}
async function perform({ plan }, connection, world, secrets, log) {
    const transport = world.openTransport(connection.baseUrl);
    const onRepeat = (failure, next) => log.info(`${failure.call}: ${reason(failure, secrets.hidePrivate)}; ${next}.`);
    const feishu = connect(connection, { ...world, transport, onSecret: secrets.learn, onRepeat });
    try {
        return await plan.perform(feishu, { clock: world.clock, info: log.info, hide: secrets.hidePrivate });
    }
    finally {
        transport.close();
    }
}


/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/async module */
/******/ 	(() => {
/******/ 		var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 		var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 		var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 		var resolveQueue = (queue) => {
/******/ 			if(queue && queue.d < 1) {
/******/ 				queue.d = 1;
/******/ 				queue.forEach((fn) => (fn.r--));
/******/ 				queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 			}
/******/ 		}
/******/ 		var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 			if(dep !== null && typeof dep === "object") {
/******/ 				if(dep[webpackQueues]) return dep;
/******/ 				if(dep.then) {
/******/ 					var queue = [];
/******/ 					queue.d = 0;
/******/ 					dep.then((r) => {
/******/ 						obj[webpackExports] = r;
/******/ 						resolveQueue(queue);
/******/ 					}, (e) => {
/******/ 						obj[webpackError] = e;
/******/ 						resolveQueue(queue);
/******/ 					});
/******/ 					var obj = {};
/******/ 					obj[webpackQueues] = (fn) => (fn(queue));
/******/ 					return obj;
/******/ 				}
/******/ 			}
/******/ 			var ret = {};
/******/ 			ret[webpackQueues] = x => {};
/******/ 			ret[webpackExports] = dep;
/******/ 			return ret;
/******/ 		}));
/******/ 		__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 			var queue;
/******/ 			hasAwait && ((queue = []).d = -1);
/******/ 			var depQueues = new Set();
/******/ 			var exports = module.exports;
/******/ 			var currentDeps;
/******/ 			var outerResolve;
/******/ 			var reject;
/******/ 			var promise = new Promise((resolve, rej) => {
/******/ 				reject = rej;
/******/ 				outerResolve = resolve;
/******/ 			});
/******/ 			promise[webpackExports] = exports;
/******/ 			promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 			module.exports = promise;
/******/ 			body((deps) => {
/******/ 				currentDeps = wrapDeps(deps);
/******/ 				var fn;
/******/ 				var getResult = () => (currentDeps.map((d) => {
/******/ 					if(d[webpackError]) throw d[webpackError];
/******/ 					return d[webpackExports];
/******/ 				}))
/******/ 				var promise = new Promise((resolve) => {
/******/ 					fn = () => (resolve(getResult));
/******/ 					fn.r = 0;
/******/ 					var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 					currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 				});
/******/ 				return fn.r ? promise : getResult();
/******/ 			}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 			queue && queue.d < 0 && (queue.d = 0);
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
/******/ 	
/******/ 	// startup
/******/ 	// Load entry module and return exports
/******/ 	// This entry module used 'module' so it can't be inlined
/******/ 	var __webpack_exports__ = __nccwpck_require__(691);
/******/ 	module.exports = __webpack_exports__;
/******/ 	
/******/ })()
;