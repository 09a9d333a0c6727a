"use strict";
exports.id = 412;
exports.ids = [412];
exports.modules = {

/***/ 412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   zhCN: () => (/* binding */ zhCN)
/* harmony export */ });
/* harmony import */ var _en_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(657);

const zhCN = _en_js__WEBPACK_IMPORTED_MODULE_0__.en;


/***/ })

};
;