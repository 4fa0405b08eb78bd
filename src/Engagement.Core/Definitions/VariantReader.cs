using Engagement.Core.Campaigns;

namespace Engagement.Core.Definitions;

/// <summary>Reads the contents among which people are split.</summary>
internal static class VariantReader
{
    public static ValueList<Variant>? List(Node node)
    {
        var variants = Lists.Distinct(node, 1, DefinitionLimits.Variants, "variant", variant => variant.Id, Read);
        if (variants is { } all && all.Count == node.Element.GetArrayLength() && all.All(variant => variant.Weight == 0))
        {
            node.Refuse("the weights add to nothing; at least one must be above 0");
        }

        return variants;
    }

    private static Variant? Read(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var id = fields.Required("id", Scalars.Id);
        var weight = fields.Optional("weight", value => Scalars.Integer(value, 0, DefinitionLimits.HighestWeight));
        var content = fields.Required("content", ContentReader.ByChannel);
        fields.End();
        return id is not null && content is not null ? new Variant(id, weight ?? 1, content) : null;
    }
}
