"use strict";
exports.id = 758;
exports.ids = [758];
exports.modules = {

/***/ 758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mappingToJson: () => (/* binding */ mappingToJson)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(804);

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const mostNodes = 100_000;
function mappingToJson(text, deepest) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__.parseDocument)(text, { schema: 'failsafe', prettyErrors: false });
    const [problem] = document.errors;
    if (problem)
        return { error: errorOf(problem, text), offset: problem.pos[0] };
    const root = document.contents;
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.isMap)(root)) {
        const mistyped = (0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(root) && hasFullWidthColon(String(root.value));
        return { error: { kind: mistyped ? 'fullWidthColon' : 'notAMapping' }, offset: offsetOf(root) };
    }
    let invalid;
    const report = (kind, node) => {
        invalid ??= { error: { kind }, offset: offsetOf(node) };
    };
    const json = write(root, { document, deepest, nodesLeft: mostNodes, report }, 1);
    if (invalid)
        return invalid;
    const [warning] = document.warnings;
    if (!warning)
        return { json };
    return { error: { kind: 'syntax', code: warning.code }, offset: warning.pos[0] };
}
function errorOf({ code, pos: [offset] }, text) {
    if (code === 'MULTIPLE_DOCS')
        return { kind: 'multipleDocuments' };
    if (code === 'RESOURCE_EXHAUSTION')
        return { kind: 'tooDeep' };
    const line = text.slice(text.slice(0, offset).lastIndexOf('\n') + 1);
    return hasFullWidthColon(line) ? { kind: 'fullWidthColon' } : { kind: 'syntax', code };
}
function hasFullWidthColon(text) {
    return /^[^\S\n]*[^\s：:]+：/.test(text);
}
function write(node, context, depth) {
    const { document, deepest, report } = context;
    context.nodesLeft -= 1;
    if (context.nodesLeft < 0 || depth > deepest + 1) {
        report(depth > deepest ? 'tooDeep' : 'tooLarge', node);
        return 'null';
    }
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.isAlias)(node)) {
        const target = node.resolve(document);
        if (!target)
            report('undefinedAlias', node);
        return write(target, context, depth + 1);
    }
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__.isCollection)(node)) {
        if (node.tag !== undefined)
            report('tag', node);
    }
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(node))
        return scalarToJson(node);
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.isCollection)(node))
        return 'null';
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.isMap)(node))
        return `[${node.items.map((item) => write(item, context, depth + 1)).join(',')}]`;
    const members = node.items.map(({ key, value }) => {
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(key))
            report('keyNotText', key);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(key) && key.tag !== undefined)
            report('tag', key);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(key) && key.type === 'PLAIN' && key.value === '<<')
            report('mergeKey', key);
        const name = (0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(key) ? JSON.stringify(String(key.value)) : '""';
        return `${name}:${write(value, context, depth + 1)}`;
    });
    return `{${members.join(',')}}`;
}
function offsetOf(node) {
    return ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.isScalar)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__.isCollection)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__.isAlias)(node)) && node.range ? node.range[0] : 0;
}
function scalarToJson(scalar) {
    const text = String(scalar.value);
    if (scalar.type !== 'PLAIN')
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