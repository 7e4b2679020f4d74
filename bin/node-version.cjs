// In old syntax, because it also runs in the versions of Node that it refuses.
/**
 * @param {string} version e.g. `v20.19.0`
 * @param {string} range of package.json's engines, e.g. `^20.19.0 || >=24.0.0`
 * @returns {string | undefined} the line that refuses the version, if it is not in the range
 */
module.exports = function refusalOf(version, range) {
  var own = numbersOf(version);
  var fits = range.split('||').some(function (part) {
    var least = numbersOf(part);
    var major = own[0] - least[0];
    if (major !== 0) return major > 0 && part.indexOf('>=') >= 0;
    return own[1] !== least[1] ? own[1] > least[1] : own[2] >= least[2];
  });
  return fits
    ? undefined
    : 'error: this needs Node ' + range + '; you run ' + version + '. Install a newer Node and try again.';
};

function numbersOf(version) {
  return (version.match(/\d+/g) || []).map(Number);
}
