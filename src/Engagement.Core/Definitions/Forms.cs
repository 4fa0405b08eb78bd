namespace Engagement.Core.Definitions;

/// <summary>An object that may take several forms, told apart by the member that only one of them has.</summary>
/// <param name="Key">The member that tells.</param>
/// <param name="Read">Null: the form is not supported yet.</param>
internal readonly record struct Form<T>(string Key, Func<Fields, T?>? Read)
    where T : class;

internal static class Forms
{
    public static T? OneOf<T>(Node node, params ReadOnlySpan<Form<T>> forms)
        where T : class
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        foreach (var form in forms)
        {
            if (fields.Has(form.Key))
            {
                return Read(fields, form);
            }
        }

        node.Refuse($"expected an object with one of {Supported(forms)}");
        return null;
    }

    private static T? Read<T>(Fields fields, Form<T> form)
        where T : class
    {
        if (form.Read is null)
        {
            fields.NotSupported(form.Key);
            return null;
        }

        var value = form.Read(fields);
        fields.End();
        return value;
    }

    private static string Supported<T>(ReadOnlySpan<Form<T>> forms)
        where T : class
    {
        var keys = new List<string>();
        foreach (var form in forms)
        {
            if (form.Read is not null)
            {
                keys.Add(form.Key);
            }
        }

        return string.Join(", ", keys);
    }
}
