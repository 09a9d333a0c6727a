"use strict";
exports.id = 796;
exports.ids = [796];
exports.modules = {

/***/ 796:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mappingText: () => (/* binding */ mappingText)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(804);

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const deepest = 100;
const mostNodes = 100_000;
function mappingText(text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__.parseDocument)(text, { schema: 'failsafe', prettyErrors: false });
    const [error] = [...document.errors, ...document.warnings];
    const many = 'more than one document';
    if (error)
        return {
            fault: `YAML that cannot be read (${error.code === 'MULTIPLE_DOCS' ? many : error.message})`,
            offset: error.pos[0],
        };
    const root = document.contents;
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.isMap)(root))
        return { fault: 'YAML that is no mapping', offset: rangeStart(root) };
    let fault;
    const nodes = { left: mostNodes };
    const json = write(root, document, nodes, 0, (what, node) => {
        fault ??= { fault: what, offset: rangeStart(node) };
    });
    return fault ?? { json };
}
function write(node, document, nodes, depth, report) {
    nodes.left -= 1;
    if (nodes.left < 0 || depth > deepest) {
        report('YAML that is too large or too deep', node);
        return 'null';
    }
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.isAlias)(node)) {
        const target = node.resolve(document);
        if (!target)
            report('YAML with an alias that names no anchor', node);
        return write(target, document, nodes, depth + 1, report);
    }
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(node))
        return scalarText(node);
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.isCollection)(node))
        return 'null';
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.isMap)(node))
        return `[${node.items.map((item) => write(item, document, nodes, depth + 1, report)).join(',')}]`;
    const members = node.items.map(({ key, value }) => {
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(key))
            report('YAML with a key that is no text', key);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(key) && key.type === 'PLAIN' && key.value === '<<')
            report('YAML with a merge key, which YAML 1.2 has not', key);
        const name = (0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(key) ? JSON.stringify(String(key.value)) : '""';
        return `${name}:${write(value, document, nodes, depth + 1, report)}`;
    });
    return `{${members.join(',')}}`;
}
function rangeStart(node) {
    return ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__.isCollection)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__.isAlias)(node)) && node.range ? node.range[0] : 0;
}
function scalarText(scalar) {
    const text = String(scalar.value);
    if (scalar.type !== 'PLAIN' || scalar.tag !== undefined)
        return JSON.stringify(text);
    if (/^(|~|null|Null|NULL)$/.test(text))
        return 'null';
    if (/^(true|True|TRUE|false|False|FALSE)$/.test(text))
        return text.toLowerCase();
    const integer = /^-?\d+$/.test(text) && String(BigInt(text)) === text;
    return integer || (jsonNumber.test(text) && String(Number(text)) === text) ? text : JSON.stringify(text);
}


/***/ })

};
;