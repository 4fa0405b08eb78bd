Console.WriteLine("Engagement.Load");
