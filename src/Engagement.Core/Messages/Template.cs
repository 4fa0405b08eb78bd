using Engagement.Core.Targeting;

namespace Engagement.Core.Messages;

/// <summary>What a template may read.</summary>
public interface ITemplateScope
{
    /// <summary>The value at a path such as <c>user.firstName</c> or <c>event.properties.name</c>; missing where there is none.</summary>
    Value Read(string path);
}

/// <summary>
/// Text with holes, in the subset of Handlebars that cannot run away: <c>{{path}}</c> and <c>{{default path "fallback"}}</c>. Values are put in
/// as text, never evaluated again.
/// </summary>
/// <param name="Source">As written; equality is by this.</param>
public sealed record Template(string Source, ValueList<TemplatePart> Parts);

public abstract record TemplatePart
{
    private TemplatePart()
    {
    }

    public sealed record Literal(string Text) : TemplatePart;

    /// <param name="Fallback">Null: a missing value aborts the message with the path as the reason.</param>
    public sealed record Hole(string Path, string? Fallback) : TemplatePart;
}
