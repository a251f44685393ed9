"""Every diagnostic code, in one table: the number is stable, the title is its page's heading.

Ranges: 0 text and files, 1 shape of a contract, 2 meaning of a contract, 3 plugins,
4 facts and layouts, 5 settlement, 6 language of terms, 7 output. A code is never used
again for something else.
"""

from __future__ import annotations

from types import MappingProxyType

CODES = MappingProxyType(
    {
        # 0 text and files
        "VBC001": "File not found",
        "VBC002": "Folder instead of a file",
        "VBC003": "File cannot be read",
        "VBC004": "File too large",
        "VBC005": "Not UTF-8",
        "VBC006": "Control character",
        "VBC007": "Empty file",
        "VBC008": "Several documents in one file",
        "VBC009": "Not YAML",
        "VBC010": "Nested too deeply",
        "VBC011": "Too many values",
        "VBC012": "Tab",
        "VBC013": "Key written twice",
        "VBC014": "Anchor or alias",
        "VBC015": "Tag",
        "VBC016": "Merge key",
        "VBC017": "Key is not text",
        "VBC018": "Empty value",
        "VBC019": "Number not written plainly",
        "VBC020": "Not a finite number",
        "VBC021": "Word that is sometimes true or false",
        "VBC022": "Looks like a time",
        "VBC023": "Percent or currency sign",
        "VBC024": "Not a date of the calendar",
        "VBC025": "Date with a time of day",
        "VBC026": "YAML directive",
        "VBC027": "Number too long",
        "VBC028": "Folder without contracts",
        # 1 shape of a contract
        "VBC101": "Unknown key",
        "VBC102": "Missing key",
        "VBC103": "Wrong kind of value",
        "VBC104": "Number outside its limits",
        "VBC105": "Not one of the choices",
        "VBC106": "Not a name",
        "VBC107": "Empty list, mapping or text",
        "VBC108": "Listed twice",
        # 2 meaning of a contract
        "VBC201": "Plugin used but not listed",
        "VBC203": "Plugin version outside the range",
        "VBC204": "Not a range of versions",
        "VBC205": "End before the beginning",
        "VBC206": "Dated values out of order",
        "VBC207": "Term not covered by dated values",
        "VBC208": "Table rows out of order",
        "VBC209": "Table row written twice",
        "VBC210": "Too many decimals",
        "VBC211": "Two streams of one name",
        "VBC212": "Contract and file differ in name",
        "VBC213": "Term outside the model's years",
        "VBC214": "Parameter missing for some years",
        "VBC215": "Period outside the dated values",
        # 3 plugins
        "VBC301": "No such plugin installed",
        "VBC302": "Plugin has no object of this id",
        "VBC303": "Not an id",
        "VBC304": "Broken plugin",
        "VBC305": "Namespace claimed twice",
        "VBC306": "Check code claimed twice",
        "VBC307": "Plugin cannot be imported",
        "VBC308": "Plugin does not say who it is",
        "VBC309": "Plugin for another version of the hooks",
        "VBC310": "Unknown hook",
        "VBC311": "Hook without its marker",
        "VBC312": "Hook that does not fit the specification",
        "VBC313": "Hook failed",
        "VBC314": "Wrong object declared",
        "VBC315": "Id outside its namespace",
        "VBC316": "Id declared twice",
        # 4 facts and layouts
        # 5 settlement, sweep and replay
        "VBC510": "Not a performance period",
        "VBC511": "Period outside the term",
        "VBC512": "Period not said",
        "VBC513": "Year without an edition",
        "VBC514": "No such line",
        # 6 language of terms
        # 7 output
        "VBC701": "Output path is a folder",
        "VBC702": "No permission to write",
        "VBC703": "Output cannot be written",
        "VBC704": "HTML extra is not installed",
        "VBC705": "Not a settlement document",
        "VBC706": "Settlement document of another version",
        "VBC707": "Settlement document contradicts itself",
        "VBC708": "Not a format for charts",
    }
)
